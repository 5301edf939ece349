package io.salesboard.alerts;

import io.salesboard.alerts.Limit.Side;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.figures.Company;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.RepDeal;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertText;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.Deal;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Every sentence of an alert, in both languages: who and what, figure and threshold and since when, the cause, what to do, how it ended. */
final class Words {
    private final Reading reading;
    private final Company business;
    private final BusinessCalendar calendar;
    private final LastSales sales;

    Words(Measuring measuring) {
        reading = measuring.reading();
        business = reading.business();
        calendar = business.calendar();
        sales = measuring.sales();
    }

    /**
     * What an alert says when it is raised.
     *
     * @param causes the corrections that made it so, none where it was something else
     */
    AlertText raised(Written language, Rule rule, Alert alert, BigDecimal figure, List<Correction> causes) {
        boolean vi = language == Written.VI;
        Window window = calendar.window(rule.window(), alert.getStart());
        return new AlertText(
                alert.getName() + ": " + (vi ? rule.name().vi() : rule.name().en()),
                measured(language, rule, window, figure) + ", " + (vi ? "từ " : "since ")
                        + time(language, alert.getSince()),
                causes.isEmpty() ? cause(language, rule, alert) : new CorrectionWords(reading).of(causes, language),
                vi ? rule.action().vi() : rule.action().en(),
                null);
    }

    /** A figure with its name, its window and the limit that it is beyond. */
    String measured(Written language, Rule rule, Window window, BigDecimal figure) {
        return subjectOf(language, rule, window) + ": " + shown(language, rule, figure) + ", " + limit(language, rule);
    }

    private String subjectOf(Written language, Rule rule, Window window) {
        boolean vi = language == Written.VI;
        KpiValue kpi = rule.kpi();
        String name = vi ? kpi.vi() : kpi.en();
        String in = language.window(window, calendar);
        return switch (rule.comparison()) {
            case VALUE -> name + " " + in;
            case QUOTA -> name + (vi ? " so với chỉ tiêu " : " of the quota of ") + in;
            case PACE -> name + (vi ? " so với tiến độ chỉ tiêu " : " of what the quota asks for by now, ") + in;
            case CHANGE ->
                name + " " + in + (vi ? " so với cùng kỳ trước" : " against the same time of the period before");
            case RANK -> (vi ? "Hạng theo " : "Rank by ") + name + " " + in;
            case NO_SALE -> vi ? "Thời gian làm việc không có đơn" : "Working time without an order";
            case WON_DEAL -> name;
        };
    }

    private String limit(Written language, Rule rule) {
        boolean vi = language == Written.VI;
        boolean above = rule.limit().side() == Side.ABOVE;
        if (rule.comparison() == Comparison.RANK) {
            String place = vi ? (above ? "sau hạng " : "trước hạng ") : above ? "behind place " : "ahead of place ";
            return place + shown(language, rule, rule.limit().raise());
        }
        String side = vi ? (above ? "trên ngưỡng " : "dưới ngưỡng ") : above ? "above " : "below ";
        return side + shown(language, rule, rule.limit().raise());
    }

    private String shown(Written language, Rule rule, BigDecimal figure) {
        return language.figure(rule.measured(), figure, business.currency());
    }

    private String time(Written language, long millis) {
        return language.time(Instant.ofEpochMilli(millis), calendar);
    }

    /** No correction: what is known of the subject's last sale. A figure that fell without one fell because time went by. */
    private String cause(Written language, Rule rule, Alert alert) {
        boolean vi = language == Written.VI;
        Scope scope = Scope.of(alert.getScope());
        RepDeal last = sales.of(scope, alert.getSubject());
        if (last == null) {
            return vi ? "không có đơn nào gần đây" : "no recent order";
        }
        return (vi ? "đơn gần nhất " : "last order ") + deal(language, last.deal());
    }

    private String deal(Written language, Deal deal) {
        int digits = Math.max(0, business.currency().getDefaultFractionDigits());
        BigDecimal amount = BigDecimal.valueOf(deal.getAmount(), digits);
        return "#" + deal.getId() + (language == Written.VI ? " lúc " : " at ") + time(language, deal.getAt()) + ", "
                + language.money(amount, business.currency());
    }

    /** What the message about a won opportunity says. */
    AlertText won(Written language, Rule rule, RepDeal deal) {
        boolean vi = language == Written.VI;
        String product = deal.deal().getProduct();
        return new AlertText(
                reading.name(Scope.REP, deal.rep()) + ": "
                        + (vi ? rule.name().vi() : rule.name().en()),
                (vi ? "Cơ hội " : "Opportunity ") + deal(language, deal.deal()),
                product == null ? "" : reading.name(Scope.PRODUCT, product),
                vi ? rule.action().vi() : rule.action().en(),
                null);
    }

    /** @param figure the figure with which it ended */
    String resolved(Written language, Rule rule, BigDecimal figure) {
        return at(language, "Hết lúc ", "Over at ") + ": " + shown(language, rule, figure);
    }

    /** The figure became none, or nobody looks at it any more. */
    String gone(Written language) {
        return at(language, "Hết lúc ", "Over at ")
                + (language == Written.VI ? ": không còn số liệu này" : ": there is no such figure any more");
    }

    String periodOver(Written language) {
        return language == Written.VI ? "Hết kỳ" : "The period is over";
    }

    String ruleGone(Written language) {
        return at(language, "Hết lúc ", "Over at ")
                + (language == Written.VI ? ": quy tắc không còn hiệu lực" : ": the rule is not in force any more");
    }

    /** @param causes at least one */
    String withdrawn(Written language, List<Correction> causes) {
        return (language == Written.VI ? "Rút lại: " : "Withdrawn: ")
                + new CorrectionWords(reading).of(causes, language);
    }

    /** A deal that is won no longer. */
    String revoked(Written language) {
        return at(language, "Rút lại lúc ", "Withdrawn at ")
                + (language == Written.VI ? ": cơ hội không còn là thắng" : ": the opportunity is not won any more");
    }

    private String at(Written language, String vi, String en) {
        return (language == Written.VI ? vi : en) + language.time(reading.asOf(), calendar);
    }
}
