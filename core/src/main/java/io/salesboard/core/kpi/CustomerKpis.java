package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.KpiValue.count;
import static io.salesboard.core.kpi.KpiValue.money;
import static io.salesboard.core.kpi.KpiValue.ratio;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.Customers;
import io.salesboard.core.contributions.ObjectType;
import java.util.EnumSet;
import java.util.List;

/** Customers: what is sold to new ones, and what to those who come back. */
final class CustomerKpis {
    static final List<ObjectType> OBJECTS = List.of(new Customers());

    static final List<Kpi> ALL = List.of(new Kpi(
            "K11",
            "Doanh thu khách mới và khách quay lại",
            "Revenue of new and of returning customers",
            EnumSet.of(COMPANY, REGION, TEAM, REP, STORE),
            EnumSet.of(DAY, WEEK, MONTH, QUARTER),
            List.of(
                    money(
                            "K11.new",
                            "Doanh thu khách mới",
                            "Net revenue of new customers",
                            "sales_net_revenue_new_customers",
                            NEW_CUSTOMER_NET,
                            "K01.net of orders that are the first completed one of their customer",
                            NEW_CUSTOMER_NET),
                    money(
                            "K11.returning",
                            "Doanh thu khách quay lại",
                            "Net revenue of returning customers",
                            "sales_net_revenue_returning_customers",
                            RETURNING_CUSTOMER_NET,
                            "K01.net of the later orders of customers; orders without a customer are in neither",
                            RETURNING_CUSTOMER_NET),
                    count(
                            "K11.new_customers",
                            "Khách hàng mới",
                            "New customers",
                            "sales_new_customers",
                            NEW_CUSTOMERS,
                            "customers by their first completed order",
                            NEW_CUSTOMERS),
                    count(
                            "K11.returning_orders",
                            "Đơn hàng của khách quay lại",
                            "Orders of returning customers",
                            null,
                            null,
                            "the later completed orders of customers",
                            RETURNING_CUSTOMER_ORDERS),
                    ratio(
                            "K11.new_share",
                            "Tỷ trọng khách mới",
                            "Share of new customers",
                            "sales_new_customer_share_ratio",
                            "K11.new ÷ (K11.new + K11.returning)",
                            f -> Ratio.of(
                                    f.of(NEW_CUSTOMER_NET), f.of(NEW_CUSTOMER_NET) + f.of(RETURNING_CUSTOMER_NET))))));

    private CustomerKpis() {}
}
