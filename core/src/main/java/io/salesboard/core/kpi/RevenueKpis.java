package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.DAYS;
import static io.salesboard.core.kpi.KpiValue.count;
import static io.salesboard.core.kpi.KpiValue.money;
import static io.salesboard.core.kpi.KpiValue.ratio;
import static io.salesboard.core.kpi.Ratio.divide;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.contributions.Orders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumSet;
import java.util.List;

/** What is sold: revenue, orders, where, what and through which channel, and what is paid. */
final class RevenueKpis {
    static final List<ObjectType> OBJECTS = List.of(new Orders());

    static final List<Kpi> ALL = List.of(
            new Kpi(
                    "K01",
                    "Doanh thu",
                    "Sales revenue",
                    EnumSet.of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT, REGION_PRODUCT),
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
                    List.of(new KpiValue(
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
                    List.of(new KpiValue(
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
                    EnumSet.of(STORE, REGION, STORE_KIND),
                    EnumSet.of(HOUR, DAY, WEEK, MONTH, QUARTER),
                    List.of(
                            new KpiValue(
                                    "K06.net",
                                    "Doanh thu tại chỗ",
                                    "Net revenue of the location",
                                    Unit.MONEY,
                                    null,
                                    NET,
                                    true,
                                    "K01.net of the store; for a region of the stores that stand in it, for a kind of all stores of the kind",
                                    f -> BigDecimal.valueOf(f.located(NET))),
                            count(
                                    "K06.orders",
                                    "Đơn hàng tại chỗ",
                                    "Orders of the location",
                                    null,
                                    null,
                                    "K02 of the store; for a region of the stores that stand in it, for a kind of all stores of the kind",
                                    f -> f.located(ORDERS)),
                            ratio(
                                    "K06.share",
                                    "Tỷ trọng",
                                    "Share of company",
                                    null,
                                    "K06.net ÷ K01.net of the company",
                                    f -> Ratio.of(f.located(NET), f.company(NET))),
                            new KpiValue(
                                    "K06.gap_to_mean",
                                    "Chênh lệch so với trung bình",
                                    "Gap to the mean",
                                    Unit.MONEY,
                                    null,
                                    null,
                                    "K06.net − K01.net of the company ÷ number of stores (regions, kinds)",
                                    f -> {
                                        BigDecimal mean = divide(f.company(NET), f.peers(), 0);
                                        return mean == null
                                                ? null
                                                : BigDecimal.valueOf(f.located(NET))
                                                        .subtract(mean);
                                    }))),
            new Kpi(
                    "K07",
                    "Doanh thu theo sản phẩm",
                    "Sales by product",
                    EnumSet.of(PRODUCT, CATEGORY),
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
                            new KpiValue(
                                    "K07.units",
                                    "Số lượng",
                                    "Units",
                                    Unit.QUANTITY,
                                    null,
                                    UNITS,
                                    "Σ qty of the product's lines",
                                    f -> BigDecimal.valueOf(f.of(UNITS), 4)),
                            new KpiValue(
                                    "K07.margin",
                                    "Lãi gộp",
                                    "Margin",
                                    Unit.MONEY,
                                    null,
                                    null,
                                    "K07.net − units × unit cost of the product; for a category the sum over its products whose cost is known",
                                    RevenueKpis::margin))),
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
                                    f -> Ratio.of(f.of(NET), f.company(NET))))),
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
                                    UNPAID_ORDERS))));

    private RevenueKpis() {}

    private static BigDecimal margin(Figures figures) {
        return figures.products().stream()
                .filter(product -> product.unitCost() != null)
                .map(product -> BigDecimal.valueOf(product.of(NET))
                        .subtract(BigDecimal.valueOf(product.of(UNITS))
                                .multiply(BigDecimal.valueOf(product.unitCost()))
                                .movePointLeft(8)
                                .setScale(0, RoundingMode.HALF_UP)))
                .reduce(BigDecimal::add)
                .orElse(null);
    }
}
