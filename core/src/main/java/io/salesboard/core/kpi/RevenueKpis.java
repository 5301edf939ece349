package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.DAYS;
import static io.salesboard.core.kpi.Kpi.kpi;
import static io.salesboard.core.kpi.KpiValue.value;
import static io.salesboard.core.kpi.Ratio.divide;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.contributions.Orders;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What is sold: revenue, orders, where, what and through which channel, and what is paid. */
final class RevenueKpis {
    static final List<ObjectType> OBJECTS = List.of(new Orders());

    static final List<Kpi> ALL = List.of(
            kpi("K01", "Doanh thu", "Sales revenue")
                    .of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL, PRODUCT, REGION_PRODUCT)
                    .in(CALENDAR)
                    .values(
                            value("K01.gross", "Doanh số gộp", "Gross revenue")
                                    .metric("sales_gross_revenue")
                                    .means("Σ round(qty × unit price) of completed orders, by completion")
                                    .money(GROSS),
                            value("K01.net", "Doanh thu thuần", "Net revenue")
                                    .metric("sales_net_revenue")
                                    .means(
                                            "gross − discounts − refunds, booked on the order's completion; tax and shipping are not in it")
                                    .money(NET),
                            value(
                                            "K01.net_refund_dated",
                                            "Doanh thu thuần (theo ngày hoàn tiền)",
                                            "Net revenue (refunds on their own date)")
                                    .means("gross − discounts on completion, − refunds on the refund's date")
                                    .money(NET_REFUND_DATED)),
            kpi("K02", "Số đơn hàng", "Order count")
                    .of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL)
                    .in(CALENDAR)
                    .values(value("K02.orders", "Số đơn hàng", "Orders")
                            .metric("sales_orders")
                            .means("completed orders, by completion")
                            .count(ORDERS)),
            kpi("K03", "Giá trị đơn trung bình", "Average order value")
                    .of(COMPANY, REGION, TEAM, REP, STORE, CHANNEL)
                    .in(HOUR, DAY, WEEK, MONTH, QUARTER)
                    .values(value("K03.aov", "Giá trị đơn trung bình", "Average order value")
                            .means("K01.net ÷ K02.orders")
                            .money(f -> divide(f.of(NET), f.of(ORDERS), 0))),
            kpi("K05", "Doanh thu trên nhân viên", "Revenue per rep")
                    .of(COMPANY, REGION, TEAM, REP)
                    .in(DAYS)
                    .values(value("K05.per_rep", "Doanh thu trên nhân viên", "Revenue per rep")
                            .means("K01.net ÷ active reps assigned on the window's last day, or today if earlier")
                            .money(f -> divide(f.of(NET), f.activeReps(), 0))),
            kpi("K06", "Doanh thu theo địa điểm", "Sales by location")
                    .of(STORE, REGION, STORE_KIND)
                    .in(HOUR, DAY, WEEK, MONTH, QUARTER)
                    .values(
                            value("K06.net", "Doanh thu tại chỗ", "Net revenue of the location")
                                    .ofLocation()
                                    .rankedBy(NET)
                                    .means(
                                            "K01.net of the store; for a region of the stores that stand in it, for a kind of all stores of the kind")
                                    .money(f -> BigDecimal.valueOf(f.located(NET))),
                            value("K06.orders", "Đơn hàng tại chỗ", "Orders of the location")
                                    .means(
                                            "K02 of the store; for a region of the stores that stand in it, for a kind of all stores of the kind")
                                    .count(f -> f.located(ORDERS)),
                            value("K06.share", "Tỷ trọng", "Share of company")
                                    .means("K06.net ÷ K01.net of the company")
                                    .ratio(f -> Ratio.of(f.located(NET), f.company(NET))),
                            value("K06.gap_to_mean", "Chênh lệch so với trung bình", "Gap to the mean")
                                    .means("K06.net − K01.net of the company ÷ number of stores (regions, kinds)")
                                    .money(f -> {
                                        BigDecimal mean = divide(f.company(NET), f.peers(), 0);
                                        return mean == null
                                                ? null
                                                : BigDecimal.valueOf(f.located(NET))
                                                        .subtract(mean);
                                    })),
            kpi("K07", "Doanh thu theo sản phẩm", "Sales by product")
                    .of(PRODUCT, CATEGORY)
                    .in(DAY, WEEK, MONTH, QUARTER)
                    .values(
                            value("K07.net", "Doanh thu sản phẩm", "Net revenue of the product")
                                    .means(
                                            "K01.net of the product's lines; discounts and refunds of a whole order are spread over its lines by value")
                                    .money(NET),
                            value("K07.units", "Số lượng", "Units")
                                    .rankedBy(UNITS)
                                    .means("Σ qty of the product's lines")
                                    .quantity(f -> BigDecimal.valueOf(f.of(UNITS), 4)),
                            value("K07.margin", "Lãi gộp", "Margin")
                                    .means(
                                            "K07.net − units × unit cost of the product; for a category the sum over its products whose cost is known")
                                    .money(RevenueKpis::margin)),
            kpi("K08", "Doanh thu theo kênh", "Sales by channel")
                    .of(CHANNEL)
                    .in(DAY, WEEK, MONTH, QUARTER)
                    .values(
                            value("K08.net", "Doanh thu kênh", "Net revenue of the channel")
                                    .means("K01.net of the channel")
                                    .money(NET),
                            value("K08.share", "Tỷ trọng kênh", "Share of company")
                                    .means("K01.net of the channel ÷ K01.net of the company")
                                    .ratio(f -> Ratio.of(f.of(NET), f.company(NET)))),
            kpi("K14", "Đơn đã thu và chưa thu tiền", "Paid and unpaid orders")
                    .of(COMPANY, REGION, REP, STORE)
                    .in(NOW, DAY, MONTH)
                    .values(
                            value("K14.paid", "Đã thu", "Paid")
                                    .means(
                                            "Σ min(settled payments, due) of completed orders; due = K01.net + tax + shipping of the order")
                                    .money(PAID),
                            value("K14.unpaid", "Còn phải thu", "Unpaid")
                                    .metric("sales_unpaid")
                                    .means(
                                            "Σ (due − settled payments) of completed orders; an overpaid order counts negative")
                                    .money(UNPAID),
                            value("K14.paid_orders", "Đơn đã thu đủ", "Orders paid in full")
                                    .means("completed orders whose settled payments reach what is due")
                                    .count(PAID_ORDERS),
                            value("K14.unpaid_orders", "Đơn chưa thu đủ", "Orders not paid in full")
                                    .means("completed orders whose settled payments are below what is due")
                                    .count(UNPAID_ORDERS)));

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
