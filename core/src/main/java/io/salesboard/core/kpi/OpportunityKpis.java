package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.DAYS;
import static io.salesboard.core.kpi.Kpi.kpi;
import static io.salesboard.core.kpi.KpiValue.value;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.Meetings;
import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.contributions.Opportunities;
import java.util.List;

/** Opportunities: new, won and lost ones, and the open pipeline. */
final class OpportunityKpis {
    static final List<ObjectType> OBJECTS = List.of(new Opportunities(), new Meetings());

    static final List<Kpi> ALL = List.of(
            kpi("K29", "Cơ hội mới", "New opportunities")
                    .of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE)
                    .in(HOUR, DAY, WEEK, MONTH)
                    .values(
                            value("K29.count", "Cơ hội mới", "New opportunities")
                                    .metric("sales_opportunities")
                                    .means("opportunities by creation")
                                    .count(OPPORTUNITIES),
                            value("K29.amount", "Giá trị cơ hội mới", "Amount of new opportunities")
                                    .means("Σ amount of opportunities by creation")
                                    .money(OPPORTUNITY_AMOUNT)),
            kpi("K32", "Tỷ lệ thắng", "Win–loss ratio and win rate")
                    .of(COMPANY, TEAM, REP, PRODUCT, LEAD_SOURCE, LOST_REASON)
                    .in(MONTH, QUARTER)
                    .values(
                            value("K32.won", "Cơ hội thắng", "Won")
                                    .means("opportunities won, by closing")
                                    .count(WON),
                            value("K32.lost", "Cơ hội mất", "Lost")
                                    .means("opportunities lost, by closing; per lost reason this is the Pareto chart")
                                    .count(LOST),
                            value("K32.ratio", "Tỷ số thắng–thua", "Win–loss ratio")
                                    .means("won ÷ lost")
                                    .ratio(f -> Ratio.of(f.of(WON), f.of(LOST))),
                            value("K32.rate", "Tỷ lệ thắng", "Win rate")
                                    .metric("sales_win_ratio")
                                    .means("won ÷ (won + lost)")
                                    .ratio(f -> Ratio.of(f.of(WON), f.of(WON) + f.of(LOST)))),
            kpi("K33", "Cơ hội chốt theo nhân viên và đội", "Deals per rep and team")
                    .of(REGION, TEAM, REP)
                    .in(DAYS)
                    .values(
                            value("K33.won", "Số cơ hội chốt", "Deals won")
                                    .means("opportunities won, by closing")
                                    .count(WON),
                            value("K33.amount", "Giá trị chốt", "Amount won")
                                    .metric("sales_won_amount")
                                    .means("Σ amount of opportunities won, by closing")
                                    .money(WON_AMOUNT),
                            value("K33.leads", "Khách hàng tiềm năng mới", "New leads")
                                    .means("K22 of the row")
                                    .count(LEADS)),
            kpi("K36", "Giá trị pipeline", "Pipeline value")
                    .of(COMPANY, REGION, TEAM, REP)
                    .in(NOW)
                    .values(
                            value("K36.open", "Cơ hội đang mở", "Open opportunities")
                                    .metric("sales_pipeline_opportunities")
                                    .means(
                                            "opportunities neither won nor lost; a team's are those of the reps it has today")
                                    .count(OPEN),
                            value("K36.amount", "Giá trị đang mở", "Open amount")
                                    .metric("sales_pipeline_amount")
                                    .means("Σ amount of open opportunities")
                                    .money(OPEN_AMOUNT),
                            value("K36.weighted", "Giá trị theo xác suất", "Weighted amount")
                                    .metric("sales_pipeline_weighted_amount")
                                    .means("Σ round(amount × probability) of open opportunities")
                                    .money(OPEN_WEIGHTED),
                            value("K36.coverage", "Độ phủ chỉ tiêu", "Coverage")
                                    .means(
                                            "K36.weighted ÷ (quota − net revenue of the present quarter); no value once the quota is reached")
                                    .ratio(f -> f.remainingQuotaOfQuarter() == null || f.remainingQuotaOfQuarter() <= 0
                                            ? null
                                            : Ratio.of(f.of(OPEN_WEIGHTED), f.remainingQuotaOfQuarter()))),
            kpi("K37", "Cuộc hẹn và cơ hội bị lỡ", "Missed meetings and opportunities")
                    .of(COMPANY, REGION, TEAM, REP)
                    .in(NOW)
                    .movingByTheClock()
                    .values(
                            value("K37.missed_meetings", "Cuộc hẹn bị lỡ", "Missed meetings")
                                    .metric("sales_missed_meetings")
                                    .means(
                                            "meetings not noted as held 15 minutes after their time; a team's are those of the reps it has today")
                                    .count(MISSED_MEETINGS),
                            value("K37.overdue_opportunities", "Cơ hội quá hạn chốt", "Overdue opportunities")
                                    .metric("sales_overdue_opportunities")
                                    .means("open opportunities whose expected day of closing is over")
                                    .count(OPEN_OVERDUE)));

    private OpportunityKpis() {}
}
