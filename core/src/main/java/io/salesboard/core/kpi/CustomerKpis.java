package io.salesboard.core.kpi;

import static io.salesboard.core.kpi.Kpi.kpi;
import static io.salesboard.core.kpi.KpiValue.value;
import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;

import io.salesboard.core.contributions.Customers;
import io.salesboard.core.contributions.ObjectType;
import java.util.List;

/** Customers: what is sold to new ones, and what to those who come back. */
final class CustomerKpis {
    static final List<ObjectType> OBJECTS = List.of(new Customers());

    static final List<Kpi> ALL = List.of(kpi(
                    "K11", "Doanh thu khách mới và khách quay lại", "Revenue of new and of returning customers")
            .of(COMPANY, REGION, TEAM, REP, STORE)
            .in(DAY, WEEK, MONTH, QUARTER)
            .values(
                    value("K11.new", "Doanh thu khách mới", "Net revenue of new customers")
                            .metric("sales_net_revenue_new_customers")
                            .means("K01.net of orders that are the first completed one of their customer")
                            .money(NEW_CUSTOMER_NET),
                    value("K11.returning", "Doanh thu khách quay lại", "Net revenue of returning customers")
                            .metric("sales_net_revenue_returning_customers")
                            .means("K01.net of the later orders of customers; orders without a customer are in neither")
                            .money(RETURNING_CUSTOMER_NET),
                    value("K11.new_customers", "Khách hàng mới", "New customers")
                            .metric("sales_new_customers")
                            .means("customers by their first completed order")
                            .count(NEW_CUSTOMERS),
                    value("K11.returning_orders", "Đơn hàng của khách quay lại", "Orders of returning customers")
                            .means("the later completed orders of customers")
                            .count(RETURNING_CUSTOMER_ORDERS),
                    value("K11.new_share", "Tỷ trọng khách mới", "Share of new customers")
                            .metric("sales_new_customer_share_ratio")
                            .means("K11.new ÷ (K11.new + K11.returning)")
                            .ratio(f -> Ratio.of(
                                    f.of(NEW_CUSTOMER_NET), f.of(NEW_CUSTOMER_NET) + f.of(RETURNING_CUSTOMER_NET)))));

    private CustomerKpis() {}
}
