package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.line;
import static io.salesboard.core.contributions.RowBuilder.order;
import static io.salesboard.core.contributions.RowBuilder.refund;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Row;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What orders hand on to their customer, and what a customer makes of them. */
class CustomersTest {
    private static Tally sale(long id, String customer, String local, String price) {
        return Tally.of(
                order(id).by("an").in("S1").at(local).text("customer_id", customer),
                line(id, id).of("tea").decimal("unit_price", price),
                refund(id, id, "10").at("2026-12-01T10:00"));
    }

    private static Row handedOn(long id, String local, String price) {
        return sale(id, "c7", local, price).handedOn().get(0);
    }

    @Test
    void anOrderIsHandedOnToItsCustomerWithItsNetRevenue() {
        Row row = handedOn(17, "2026-11-23T10:00", "100");
        assertThat(Catalogue.OBJECTS.keyOf(row)).isEqualTo("customer/c7");
        assertThat(row.key()).isEqualTo("17");
        assertThat(row.number(Customers.NET)).isEqualTo(90);
    }

    @Test
    void anOrderWithoutACustomerAndOneThatDoesNotCountAreHandedOnToNobody() {
        assertThat(sale(17, null, "2026-11-23T10:00", "100").handedOn()).isEmpty();
        assertThat(Tally.of(order(17)
                                .at("2026-11-23T10:00")
                                .text("customer_id", "c7")
                                .text("status", "cancelled"))
                        .handedOn())
                .isEmpty();
    }

    @Test
    void theFirstOrderIsThatOfANewCustomerAndTheOthersAreThoseOfAReturningOne() {
        Tally customer = Tally.of(Tally.object(
                handedOn(2, "2026-11-24T10:00", "210"),
                handedOn(1, "2026-11-23T10:00", "110"),
                handedOn(3, "2026-11-24T11:00", "310")));
        assertThat(customer.of("rep/an"))
                .isEqualTo(customer.of("store/S1"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "2026-11-23/new_customer_net", 100L,
                        "2026-11-23/new_customers", 1L,
                        "2026-11-24/returning_customer_net", 500L,
                        "2026-11-24/returning_customer_orders", 2L));
    }

    @Test
    void whereTheFirstOrderGoesTheSecondOneIsTheFirst() {
        Row first = handedOn(1, "2026-11-23T10:00", "110");
        BusinessObject customer = Tally.object(first, handedOn(2, "2026-11-24T10:00", "210"));
        customer.apply(first.asAbsent());
        assertThat(Tally.of(customer).of("rep/an"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("2026-11-24/new_customer_net", 200L, "2026-11-24/new_customers", 1L));
    }

    @Test
    void ofOrdersCompletedAtTheSameInstantTheOneWithTheLowerIdAsTextIsTheFirst() {
        Tally customer =
                Tally.of(Tally.object(handedOn(9, "2026-11-23T10:00", "110"), handedOn(10, "2026-11-23T10:00", "210")));
        assertThat(customer.of("rep/an")).containsEntry("2026-11-23/new_customer_net", 200L);
    }

    @Test
    void aCustomerChangesByNoClock() {
        Tally customer = Tally.of(Tally.object(handedOn(1, "2026-11-23T10:00", "110")), Instant.EPOCH);
        assertThat(customer.nextChange()).isNull();
        assertThat(customer.handedOn()).isEmpty();
    }
}
