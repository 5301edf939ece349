package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.DAYS;
import static io.salesboard.core.kpi.Kpi.kpi;
import static io.salesboard.core.kpi.KpiValue.value;
import static io.salesboard.core.kpi.Ratio.divide;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.contributions.PeriodQuotas;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** Quotas: how much of them is reached, by whom, and whether at the pace that reaches them. */
final class QuotaKpis {
    static final List<ObjectType> OBJECTS = List.of(new PeriodQuotas());

    static final List<Kpi> ALL = List.of(
            kpi("K51", "Hoàn thành chỉ tiêu", "Quota attainment")
                    .of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT)
                    .in(DAYS)
                    .values(
                            value("K51.quota", "Chỉ tiêu", "Quota")
                                    .metric("sales_quota")
                                    .means(
                                            "revenue quota of the window: the newest version of a quota for exactly this window, else the sum of the months' quotas in it; a day's is its share of the month's by working weight")
                                    .money(f -> f.quota() == null ? null : BigDecimal.valueOf(f.quota())),
                            value("K51.attainment", "% hoàn thành", "Attainment")
                                    .metric("sales_quota_attainment_ratio")
                                    .rankedBy(NET)
                                    .means("K01.net ÷ K51.quota")
                                    .ratio(f -> f.quota() == null ? null : Ratio.of(f.of(NET), f.quota()))),
            kpi("K52", "Tỷ lệ nhân viên đạt chỉ tiêu", "Share of reps at quota")
                    .of(COMPANY, REGION, TEAM)
                    .in(MONTH, QUARTER)
                    .values(
                            value("K52.at_quota", "Nhân viên đạt chỉ tiêu", "Reps at quota")
                                    .means("reps of the row whose attainment is at least 100 %")
                                    .count(f -> f.repsAtQuota()),
                            value("K52.share", "Tỷ lệ đạt chỉ tiêu", "Share of reps at quota")
                                    .metric("sales_reps_at_quota_ratio")
                                    .means(
                                            "reps at quota ÷ reps with a quota, of those assigned on the window's last day, or today if earlier")
                                    .ratio(f -> Ratio.of(f.repsAtQuota(), f.repsWithQuota()))),
            kpi("K54", "Tiến độ", "Pace to goal")
                    .of(COMPANY, REGION, TEAM, REP)
                    .in(DAY, MONTH, QUARTER)
                    .movingByTheClock()
                    .values(
                            value("K54.expected", "Tiến độ kỳ vọng", "Expected share")
                                    .means("working days elapsed (with the part of today) ÷ working days of the window")
                                    .ratio(f -> f.totalDays().signum() == 0
                                            ? null
                                            : f.elapsedDays()
                                                    .divide(f.totalDays(), Ratio.DIGITS, RoundingMode.HALF_UP)),
                            value("K54.pace", "Tiến độ", "Pace")
                                    .metric("sales_pace_ratio")
                                    .means("attainment ÷ expected share: (net × days) ÷ (quota × days elapsed)")
                                    .ratio(f -> f.quota() == null
                                            ? null
                                            : divide(
                                                    f.totalDays().multiply(BigDecimal.valueOf(f.of(NET))),
                                                    f.elapsedDays().multiply(BigDecimal.valueOf(f.quota())),
                                                    Ratio.DIGITS)),
                            value("K54.gap", "Chênh lệch tiến độ", "Gap to pace")
                                    .means("net − quota × days elapsed ÷ days")
                                    .money(f -> {
                                        if (f.quota() == null) {
                                            return null;
                                        }
                                        BigDecimal due = divide(
                                                f.elapsedDays().multiply(BigDecimal.valueOf(f.quota())),
                                                f.totalDays(),
                                                0);
                                        return due == null
                                                ? null
                                                : BigDecimal.valueOf(f.of(NET)).subtract(due);
                                    }),
                            value("K54.required_run_rate", "Cần đạt mỗi ngày", "Required per working day")
                                    .means("(quota − net) ÷ working days left; negative once the quota is passed")
                                    .money(f -> f.quota() == null
                                            ? null
                                            : divide(
                                                    BigDecimal.valueOf(f.quota() - f.of(NET)),
                                                    f.totalDays().subtract(f.elapsedDays()),
                                                    0)),
                            value("K54.projected", "Dự kiến cuối kỳ", "Projected")
                                    .means("net × days ÷ days elapsed")
                                    .money(f -> divide(
                                            f.totalDays().multiply(BigDecimal.valueOf(f.of(NET))),
                                            f.elapsedDays(),
                                            0))),
            kpi("K55", "Xếp hạng", "Leaderboard rank and movement")
                    .of(REP, TEAM, STORE, REGION)
                    .in(DAY, WEEK, MONTH, QUARTER)
                    .values());

    private QuotaKpis() {}
}
