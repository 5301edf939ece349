package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.DAYS;
import static io.salesboard.core.kpi.KpiValue.count;
import static io.salesboard.core.kpi.KpiValue.money;
import static io.salesboard.core.kpi.KpiValue.ratio;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.Meetings;
import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.contributions.Opportunities;
import java.util.EnumSet;
import java.util.List;

/** Opportunities: new, won and lost ones, and the open pipeline. */
final class OpportunityKpis {
    static final List<ObjectType> OBJECTS = List.of(new Opportunities(), new Meetings());

    static final List<Kpi> ALL = List.of(
            new Kpi(
                    "K29",
                    "Cơ hội mới",
                    "New opportunities",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE),
                    EnumSet.of(HOUR, DAY, WEEK, MONTH),
                    List.of(
                            count(
                                    "K29.count",
                                    "Cơ hội mới",
                                    "New opportunities",
                                    "sales_opportunities",
                                    OPPORTUNITIES,
                                    "opportunities by creation",
                                    OPPORTUNITIES),
                            money(
                                    "K29.amount",
                                    "Giá trị cơ hội mới",
                                    "Amount of new opportunities",
                                    null,
                                    null,
                                    "Σ amount of opportunities by creation",
                                    OPPORTUNITY_AMOUNT))),
            new Kpi(
                    "K32",
                    "Tỷ lệ thắng",
                    "Win–loss ratio and win rate",
                    EnumSet.of(COMPANY, TEAM, REP, PRODUCT, LEAD_SOURCE, LOST_REASON),
                    EnumSet.of(MONTH, QUARTER),
                    List.of(
                            count("K32.won", "Cơ hội thắng", "Won", null, WON, "opportunities won, by closing", WON),
                            count(
                                    "K32.lost",
                                    "Cơ hội mất",
                                    "Lost",
                                    null,
                                    null,
                                    "opportunities lost, by closing; per lost reason this is the Pareto chart",
                                    LOST),
                            ratio(
                                    "K32.ratio",
                                    "Tỷ số thắng–thua",
                                    "Win–loss ratio",
                                    null,
                                    "won ÷ lost",
                                    f -> Ratio.of(f.of(WON), f.of(LOST))),
                            ratio(
                                    "K32.rate",
                                    "Tỷ lệ thắng",
                                    "Win rate",
                                    "sales_win_ratio",
                                    "won ÷ (won + lost)",
                                    f -> Ratio.of(f.of(WON), f.of(WON) + f.of(LOST))))),
            new Kpi(
                    "K33",
                    "Cơ hội chốt theo nhân viên và đội",
                    "Deals per rep and team",
                    EnumSet.of(REGION, TEAM, REP),
                    DAYS,
                    List.of(
                            count(
                                    "K33.won",
                                    "Số cơ hội chốt",
                                    "Deals won",
                                    null,
                                    WON,
                                    "opportunities won, by closing",
                                    WON),
                            money(
                                    "K33.amount",
                                    "Giá trị chốt",
                                    "Amount won",
                                    "sales_won_amount",
                                    WON_AMOUNT,
                                    "Σ amount of opportunities won, by closing",
                                    WON_AMOUNT),
                            count(
                                    "K33.leads",
                                    "Khách hàng tiềm năng mới",
                                    "New leads",
                                    null,
                                    LEADS,
                                    "K22 of the row",
                                    LEADS))),
            new Kpi(
                    "K36",
                    "Giá trị pipeline",
                    "Pipeline value",
                    EnumSet.of(COMPANY, REGION, TEAM, REP),
                    EnumSet.of(NOW),
                    List.of(
                            count(
                                    "K36.open",
                                    "Cơ hội đang mở",
                                    "Open opportunities",
                                    "sales_pipeline_opportunities",
                                    OPEN,
                                    "opportunities neither won nor lost; a team's are those of the reps it has today",
                                    OPEN),
                            money(
                                    "K36.amount",
                                    "Giá trị đang mở",
                                    "Open amount",
                                    "sales_pipeline_amount",
                                    OPEN_AMOUNT,
                                    "Σ amount of open opportunities",
                                    OPEN_AMOUNT),
                            money(
                                    "K36.weighted",
                                    "Giá trị theo xác suất",
                                    "Weighted amount",
                                    "sales_pipeline_weighted_amount",
                                    OPEN_WEIGHTED,
                                    "Σ round(amount × probability) of open opportunities",
                                    OPEN_WEIGHTED),
                            ratio(
                                    "K36.coverage",
                                    "Độ phủ chỉ tiêu",
                                    "Coverage",
                                    null,
                                    "K36.weighted ÷ (quota − net revenue of the present quarter); no value once the quota is reached",
                                    f -> f.remainingQuotaOfQuarter() == null || f.remainingQuotaOfQuarter() <= 0
                                            ? null
                                            : Ratio.of(f.of(OPEN_WEIGHTED), f.remainingQuotaOfQuarter())))),
            new Kpi(
                            "K37",
                            "Cuộc hẹn và cơ hội bị lỡ",
                            "Missed meetings and opportunities",
                            EnumSet.of(COMPANY, REGION, TEAM, REP),
                            EnumSet.of(NOW),
                            List.of(
                                    count(
                                            "K37.missed_meetings",
                                            "Cuộc hẹn bị lỡ",
                                            "Missed meetings",
                                            "sales_missed_meetings",
                                            MISSED_MEETINGS,
                                            "meetings not noted as held 15 minutes after their time; a team's are those of the reps it has today",
                                            MISSED_MEETINGS),
                                    count(
                                            "K37.overdue_opportunities",
                                            "Cơ hội quá hạn chốt",
                                            "Overdue opportunities",
                                            "sales_overdue_opportunities",
                                            OPEN_OVERDUE,
                                            "open opportunities whose expected day of closing is over",
                                            OPEN_OVERDUE)))
                    .movingByTheClock());

    private OpportunityKpis() {}
}
