package io.salesboard.core.kpi;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The KPIs Salesboard keeps, each declared once.
 *
 * <p>Numbers are those of the KPI catalogue the product is built to. Each KPI also stands as plain SQL over the source
 * tables in {@code oracle/<id>.sql} beside this class.
 */
public final class Catalogue {
    /** Digits of a fraction. */
    public static final int RATIO_DIGITS = 6;

    private static final Set<WindowUnit> CALENDAR = EnumSet.of(HOUR, DAY, WEEK, MONTH, QUARTER, YEAR);
    private static final Set<WindowUnit> DAYS = EnumSet.of(DAY, WEEK, MONTH, QUARTER, YEAR);

    private static final List<Kpi> KPIS = List.of(
            new Kpi(
                    "K01",
                    "Doanh thu",
                    "Sales revenue",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT),
                    CALENDAR,
                    List.of(
                            money(
                                    "K01.gross",
                                    "Doanh số gộp",
                                    "Gross revenue",
                                    "sales_gross_revenue",
                                    null,
                                    "Σ round(qty × unit price) of completed orders, by completion",
                                    GROSS),
                            money(
                                    "K01.net",
                                    "Doanh thu thuần",
                                    "Net revenue",
                                    "sales_net_revenue",
                                    NET,
                                    "gross − discounts − refunds, booked on the order's completion; tax and shipping are not in it",
                                    NET),
                            money(
                                    "K01.net_refund_dated",
                                    "Doanh thu thuần (theo ngày hoàn tiền)",
                                    "Net revenue (refunds on their own date)",
                                    null,
                                    null,
                                    "gross − discounts on completion, − refunds on the refund's date",
                                    NET_REFUND_DATED))),
            new Kpi(
                    "K02",
                    "Số đơn hàng",
                    "Order count",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL),
                    CALENDAR,
                    List.of(count(
                            "K02.orders",
                            "Số đơn hàng",
                            "Orders",
                            "sales_orders",
                            ORDERS,
                            "completed orders, by completion",
                            ORDERS))),
            new Kpi(
                    "K03",
                    "Giá trị đơn trung bình",
                    "Average order value",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL),
                    EnumSet.of(HOUR, DAY, WEEK, MONTH, QUARTER),
                    List.of(value(
                            "K03.aov",
                            "Giá trị đơn trung bình",
                            "Average order value",
                            Unit.MONEY,
                            null,
                            null,
                            "K01.net ÷ K02.orders",
                            f -> divide(f.of(NET), f.of(ORDERS), 0)))),
            new Kpi(
                    "K05",
                    "Doanh thu trên nhân viên",
                    "Revenue per rep",
                    EnumSet.of(COMPANY, REGION, TEAM, REP),
                    DAYS,
                    List.of(value(
                            "K05.per_rep",
                            "Doanh thu trên nhân viên",
                            "Revenue per rep",
                            Unit.MONEY,
                            null,
                            null,
                            "K01.net ÷ active reps assigned on the window's last day, or today if earlier",
                            f -> divide(f.of(NET), f.activeReps(), 0)))),
            new Kpi(
                    "K06",
                    "Doanh thu theo địa điểm",
                    "Sales by location",
                    EnumSet.of(STORE, REGION),
                    EnumSet.of(HOUR, DAY, WEEK, MONTH, QUARTER),
                    List.of(
                            money(
                                    "K06.net",
                                    "Doanh thu tại chỗ",
                                    "Net revenue of the location",
                                    null,
                                    LOCATION_NET,
                                    "K01.net of the store; for a region of the stores that stand in it",
                                    LOCATION_NET),
                            count(
                                    "K06.orders",
                                    "Đơn hàng tại chỗ",
                                    "Orders of the location",
                                    null,
                                    null,
                                    "K02 of the store; for a region of the stores that stand in it",
                                    LOCATION_ORDERS),
                            ratio(
                                    "K06.share",
                                    "Tỷ trọng",
                                    "Share of company",
                                    null,
                                    "K06.net ÷ K01.net of the company",
                                    f -> ratio(f.of(LOCATION_NET), f.company(NET))),
                            value(
                                    "K06.gap_to_mean",
                                    "Chênh lệch so với trung bình",
                                    "Gap to the mean",
                                    Unit.MONEY,
                                    null,
                                    null,
                                    "K06.net − K01.net of the company ÷ number of stores (regions)",
                                    f -> {
                                        BigDecimal mean = divide(f.company(NET), f.peers(), 0);
                                        return mean == null
                                                ? null
                                                : BigDecimal.valueOf(f.of(LOCATION_NET))
                                                        .subtract(mean);
                                    }))),
            new Kpi(
                    "K07",
                    "Doanh thu theo sản phẩm",
                    "Sales by product",
                    EnumSet.of(PRODUCT),
                    EnumSet.of(DAY, WEEK, MONTH, QUARTER),
                    List.of(
                            money(
                                    "K07.net",
                                    "Doanh thu sản phẩm",
                                    "Net revenue of the product",
                                    null,
                                    NET,
                                    "K01.net of the product's lines; discounts and refunds of a whole order are spread over its lines by value",
                                    NET),
                            value(
                                    "K07.units",
                                    "Số lượng",
                                    "Units",
                                    Unit.QUANTITY,
                                    null,
                                    UNITS,
                                    "Σ qty of the product's lines",
                                    f -> BigDecimal.valueOf(f.of(UNITS), 4)),
                            value(
                                    "K07.margin",
                                    "Lãi gộp",
                                    "Margin",
                                    Unit.MONEY,
                                    null,
                                    null,
                                    "K07.net − units × unit cost of the product",
                                    f -> f.unitCost() == null
                                            ? null
                                            : BigDecimal.valueOf(f.of(NET))
                                                    .subtract(BigDecimal.valueOf(f.of(UNITS))
                                                            .multiply(BigDecimal.valueOf(f.unitCost()))
                                                            .movePointLeft(8)
                                                            .setScale(0, RoundingMode.HALF_UP))))),
            new Kpi(
                    "K08",
                    "Doanh thu theo kênh",
                    "Sales by channel",
                    EnumSet.of(CHANNEL),
                    EnumSet.of(DAY, WEEK, MONTH, QUARTER),
                    List.of(
                            money(
                                    "K08.net",
                                    "Doanh thu kênh",
                                    "Net revenue of the channel",
                                    null,
                                    NET,
                                    "K01.net of the channel",
                                    NET),
                            ratio(
                                    "K08.share",
                                    "Tỷ trọng kênh",
                                    "Share of company",
                                    null,
                                    "K01.net of the channel ÷ K01.net of the company",
                                    f -> ratio(f.of(NET), f.company(NET))))),
            new Kpi(
                    "K14",
                    "Đơn đã thu và chưa thu tiền",
                    "Paid and unpaid orders",
                    EnumSet.of(COMPANY, REGION, REP, STORE),
                    EnumSet.of(NOW, DAY, MONTH),
                    List.of(
                            money(
                                    "K14.paid",
                                    "Đã thu",
                                    "Paid",
                                    null,
                                    null,
                                    "Σ min(settled payments, due) of completed orders; due = K01.net + tax + shipping of the order",
                                    PAID),
                            money(
                                    "K14.unpaid",
                                    "Còn phải thu",
                                    "Unpaid",
                                    "sales_unpaid",
                                    null,
                                    "Σ (due − settled payments) of completed orders; an overpaid order counts negative",
                                    UNPAID),
                            count(
                                    "K14.paid_orders",
                                    "Đơn đã thu đủ",
                                    "Orders paid in full",
                                    null,
                                    null,
                                    "completed orders whose settled payments reach what is due",
                                    PAID_ORDERS),
                            count(
                                    "K14.unpaid_orders",
                                    "Đơn chưa thu đủ",
                                    "Orders not paid in full",
                                    null,
                                    null,
                                    "completed orders whose settled payments are below what is due",
                                    UNPAID_ORDERS))),
            new Kpi(
                    "K22",
                    "Khách hàng tiềm năng mới",
                    "New leads",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE),
                    EnumSet.of(HOUR, DAY, WEEK, MONTH),
                    List.of(count(
                            "K22.leads",
                            "Khách hàng tiềm năng mới",
                            "New leads",
                            "sales_leads",
                            LEADS,
                            "leads by creation; merged duplicates count once",
                            LEADS))),
            new Kpi(
                    "K23",
                    "Cơ cấu nguồn khách",
                    "Lead source mix",
                    EnumSet.of(LEAD_SOURCE, REGION),
                    EnumSet.of(DAY, WEEK, MONTH),
                    List.of(ratio(
                            "K23.share",
                            "Tỷ trọng khách hàng tiềm năng",
                            "Share of leads",
                            null,
                            "K22 of the row ÷ K22 of the company",
                            f -> ratio(f.of(LEADS), f.company(LEADS))))),
            new Kpi(
                    "K27",
                    "Tỷ lệ chuyển đổi",
                    "Lead conversion rate",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, LEAD_SOURCE),
                    EnumSet.of(DAY, WEEK, MONTH, QUARTER),
                    List.of(
                            ratio(
                                    "K27.period",
                                    "Chuyển đổi trong kỳ",
                                    "Conversion (period)",
                                    "sales_lead_conversion_period_ratio",
                                    "leads converted in the window ÷ leads created in the window; mixes cohorts and can exceed 1",
                                    f -> ratio(f.of(LEADS_CONVERTED), f.of(LEADS))),
                            ratio(
                                    "K27.cohort",
                                    "Chuyển đổi theo lứa",
                                    "Conversion (cohort)",
                                    "sales_lead_conversion_cohort_ratio",
                                    "of the leads created in the window, the share converted so far",
                                    f -> ratio(f.of(LEADS_COHORT_CONVERTED), f.of(LEADS))))),
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
                                    f -> ratio(f.of(WON), f.of(LOST))),
                            ratio(
                                    "K32.rate",
                                    "Tỷ lệ thắng",
                                    "Win rate",
                                    "sales_win_ratio",
                                    "won ÷ (won + lost)",
                                    f -> ratio(f.of(WON), f.of(WON) + f.of(LOST))))),
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
                                            : ratio(f.of(OPEN_WEIGHTED), f.remainingQuotaOfQuarter())))),
            new Kpi(
                    "K51",
                    "Hoàn thành chỉ tiêu",
                    "Quota attainment",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT),
                    DAYS,
                    List.of(
                            value(
                                    "K51.quota",
                                    "Chỉ tiêu",
                                    "Quota",
                                    Unit.MONEY,
                                    "sales_quota",
                                    null,
                                    "revenue quota of the window: the newest version of a quota for exactly this window, else the sum of the months' quotas in it; a day's is its share of the month's by working weight",
                                    f -> f.quota() == null ? null : BigDecimal.valueOf(f.quota())),
                            value(
                                    "K51.attainment",
                                    "% hoàn thành",
                                    "Attainment",
                                    Unit.RATIO,
                                    "sales_quota_attainment_ratio",
                                    NET,
                                    "K01.net ÷ K51.quota",
                                    f -> f.quota() == null ? null : ratio(f.of(NET), f.quota())))),
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
                                    f -> ratio(f.repsAtQuota(), f.repsWithQuota())))),
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
                                                    .divide(f.totalDays(), RATIO_DIGITS, RoundingMode.HALF_UP)),
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
                                                    RATIO_DIGITS)),
                            value(
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
                                                : BigDecimal.valueOf(f.of(NET)).subtract(due);
                                    }),
                            value(
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
                            value(
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
                                            0)))),
            new Kpi(
                    "K55",
                    "Xếp hạng",
                    "Leaderboard rank and movement",
                    EnumSet.of(REP, TEAM, STORE, REGION),
                    EnumSet.of(DAY, WEEK, MONTH, QUARTER),
                    List.of()));

    private static final Map<String, KpiValue> VALUES = KPIS.stream()
            .flatMap(kpi -> kpi.values().stream())
            .collect(Collectors.toUnmodifiableMap(KpiValue::key, Function.identity()));

    private Catalogue() {}

    /** All KPIs, in the order of their numbers. */
    public static List<Kpi> kpis() {
        return KPIS;
    }

    /** The values published for a scope and window, in catalogue order. */
    public static List<KpiValue> valuesOf(Scope scope, WindowUnit unit) {
        return KPIS.stream()
                .filter(kpi -> kpi.appliesTo(scope, unit))
                .flatMap(kpi -> kpi.values().stream())
                .toList();
    }

    /** @throws IllegalArgumentException when there is no such value */
    public static KpiValue value(String key) {
        KpiValue value = VALUES.get(key);
        if (value == null) {
            throw new IllegalArgumentException("unknown KPI value '" + key + "'; GET /api/v1/catalogue lists them");
        }
        return value;
    }

    private static KpiValue money(
            String key, String vi, String en, String metric, Measure rankedBy, String text, Measure measure) {
        return value(key, vi, en, Unit.MONEY, metric, rankedBy, text, f -> BigDecimal.valueOf(f.of(measure)));
    }

    private static KpiValue count(
            String key, String vi, String en, String metric, Measure rankedBy, String text, Measure measure) {
        return count(key, vi, en, metric, rankedBy, text, f -> f.of(measure));
    }

    private static KpiValue count(
            String key,
            String vi,
            String en,
            String metric,
            Measure rankedBy,
            String text,
            java.util.function.ToLongFunction<Figures> of) {
        return value(key, vi, en, Unit.COUNT, metric, rankedBy, text, f -> BigDecimal.valueOf(of.applyAsLong(f)));
    }

    private static KpiValue ratio(
            String key, String vi, String en, String metric, String text, KpiValue.Formula formula) {
        return value(key, vi, en, Unit.RATIO, metric, null, text, formula);
    }

    private static KpiValue value(
            String key,
            String vi,
            String en,
            Unit unit,
            String metric,
            Measure rankedBy,
            String text,
            KpiValue.Formula formula) {
        return new KpiValue(key, vi, en, unit, metric, rankedBy, text, formula);
    }

    private static BigDecimal ratio(long numerator, long denominator) {
        return divide(numerator, denominator, RATIO_DIGITS);
    }

    private static BigDecimal divide(long numerator, long denominator, int digits) {
        return divide(BigDecimal.valueOf(numerator), BigDecimal.valueOf(denominator), digits);
    }

    private static BigDecimal divide(BigDecimal numerator, BigDecimal denominator, int digits) {
        return denominator.signum() == 0 ? null : numerator.divide(denominator, digits, RoundingMode.HALF_UP);
    }
}
