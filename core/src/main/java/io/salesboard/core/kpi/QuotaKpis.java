package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.DAYS;
import static io.salesboard.core.kpi.KpiValue.count;
import static io.salesboard.core.kpi.KpiValue.ratio;
import static io.salesboard.core.kpi.Ratio.divide;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.contributions.PeriodQuotas;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;

/** Quotas: how much of them is reached, by whom, and whether at the pace that reaches them. */
final class QuotaKpis {
    static final List<ObjectType> OBJECTS = List.of(new PeriodQuotas());

    static final List<Kpi> ALL = List.of(
            new Kpi(
                    "K51",
                    "Hoàn thành chỉ tiêu",
                    "Quota attainment",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT),
                    DAYS,
                    List.of(
                            new KpiValue(
                                    "K51.quota",
                                    "Chỉ tiêu",
                                    "Quota",
                                    Unit.MONEY,
                                    "sales_quota",
                                    null,
                                    "revenue quota of the window: the newest version of a quota for exactly this window, else the sum of the months' quotas in it; a day's is its share of the month's by working weight",
                                    f -> f.quota() == null ? null : BigDecimal.valueOf(f.quota())),
                            new KpiValue(
                                    "K51.attainment",
                                    "% hoàn thành",
                                    "Attainment",
                                    Unit.RATIO,
                                    "sales_quota_attainment_ratio",
                                    NET,
                                    "K01.net ÷ K51.quota",
                                    f -> f.quota() == null ? null : Ratio.of(f.of(NET), f.quota())))),
            new Kpi(
                    "K52",
                    "Tỷ lệ nhân viên đạt chỉ tiêu",
                    "Share of reps at quota",
                    EnumSet.of(COMPANY, REGION, TEAM),
                    EnumSet.of(MONTH, QUARTER),
                    List.of(
                            count(
                                    "K52.at_quota",
                                    "Nhân viên đạt chỉ tiêu",
                                    "Reps at quota",
                                    null,
                                    null,
                                    "reps of the row whose attainment is at least 100 %",
                                    f -> f.repsAtQuota()),
                            ratio(
                                    "K52.share",
                                    "Tỷ lệ đạt chỉ tiêu",
                                    "Share of reps at quota",
                                    "sales_reps_at_quota_ratio",
                                    "reps at quota ÷ reps with a quota, of those assigned on the window's last day, or today if earlier",
                                    f -> Ratio.of(f.repsAtQuota(), f.repsWithQuota())))),
            new Kpi(
                            "K54",
                            "Tiến độ",
                            "Pace to goal",
                            EnumSet.of(COMPANY, REGION, TEAM, REP),
                            EnumSet.of(DAY, MONTH, QUARTER),
                            List.of(
                                    ratio(
                                            "K54.expected",
                                            "Tiến độ kỳ vọng",
                                            "Expected share",
                                            null,
                                            "working days elapsed (with the part of today) ÷ working days of the window",
                                            f -> f.totalDays().signum() == 0
                                                    ? null
                                                    : f.elapsedDays()
                                                            .divide(f.totalDays(), Ratio.DIGITS, RoundingMode.HALF_UP)),
                                    ratio(
                                            "K54.pace",
                                            "Tiến độ",
                                            "Pace",
                                            "sales_pace_ratio",
                                            "attainment ÷ expected share: (net × days) ÷ (quota × days elapsed)",
                                            f -> f.quota() == null
                                                    ? null
                                                    : divide(
                                                            f.totalDays().multiply(BigDecimal.valueOf(f.of(NET))),
                                                            f.elapsedDays().multiply(BigDecimal.valueOf(f.quota())),
                                                            Ratio.DIGITS)),
                                    new KpiValue(
                                            "K54.gap",
                                            "Chênh lệch tiến độ",
                                            "Gap to pace",
                                            Unit.MONEY,
                                            null,
                                            null,
                                            "net − quota × days elapsed ÷ days",
                                            f -> {
                                                if (f.quota() == null) {
                                                    return null;
                                                }
                                                BigDecimal due = divide(
                                                        f.elapsedDays().multiply(BigDecimal.valueOf(f.quota())),
                                                        f.totalDays(),
                                                        0);
                                                return due == null
                                                        ? null
                                                        : BigDecimal.valueOf(f.of(NET))
                                                                .subtract(due);
                                            }),
                                    new KpiValue(
                                            "K54.required_run_rate",
                                            "Cần đạt mỗi ngày",
                                            "Required per working day",
                                            Unit.MONEY,
                                            null,
                                            null,
                                            "(quota − net) ÷ working days left; negative once the quota is passed",
                                            f -> f.quota() == null
                                                    ? null
                                                    : divide(
                                                            BigDecimal.valueOf(f.quota() - f.of(NET)),
                                                            f.totalDays().subtract(f.elapsedDays()),
                                                            0)),
                                    new KpiValue(
                                            "K54.projected",
                                            "Dự kiến cuối kỳ",
                                            "Projected",
                                            Unit.MONEY,
                                            null,
                                            null,
                                            "net × days ÷ days elapsed",
                                            f -> divide(
                                                    f.totalDays().multiply(BigDecimal.valueOf(f.of(NET))),
                                                    f.elapsedDays(),
                                                    0))))
                    .movingByTheClock(),
            new Kpi(
                    "K55",
                    "Xếp hạng",
                    "Leaderboard rank and movement",
                    EnumSet.of(REP, TEAM, STORE, REGION),
                    EnumSet.of(DAY, WEEK, MONTH, QUARTER),
                    List.of()));

    private QuotaKpis() {}
}
