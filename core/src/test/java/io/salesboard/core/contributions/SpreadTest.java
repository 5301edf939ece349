package io.salesboard.core.contributions;

import static io.salesboard.core.contributions.RowBuilder.line;
import static io.salesboard.core.contributions.RowBuilder.order;
import static io.salesboard.core.contributions.RowBuilder.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How what concerns a whole order is spread over the products of its lines. */
class SpreadTest {
    private static final String DAY = "2026-11-23";

    private static RowBuilder orderWithDiscount(String discount) {
        return order(1).by("an").at(DAY + "T10:00").decimal("discount", discount);
    }

    private static RowBuilder soldFor(long id, String product, String price) {
        return line(id, 1).of(product).decimal("unit_price", price);
    }

    private static long net(Tally tally, String product) {
        return tally.sums().getOrDefault("product/" + product + "/" + DAY + "/net", 0L);
    }

    @Test
    void aDiscountIsSpreadByValueAndTheRestOfRoundingStaysInside() {
        // 100 over 3 equal lines: 33.33, 66.67, 100 cumulated, so 33, 34, 33
        Tally tally = Tally.of(
                orderWithDiscount("100"), soldFor(1, "a", "1000"), soldFor(2, "b", "1000"), soldFor(3, "c", "1000"));
        assertThat(net(tally, "a")).isEqualTo(967);
        assertThat(net(tally, "b")).isEqualTo(966);
        assertThat(net(tally, "c")).isEqualTo(967);
        assertThat(tally.of("product/b"))
                .containsEntry(DAY + "/gross", 1000L)
                .containsEntry(DAY + "/net_refund_dated", 966L)
                .containsEntry(DAY + "/units", 10_000L);
    }

    @Test
    void linesAreTakenInTheOrderOfTheirNumbersHoweverTheyCame() {
        Tally tally = Tally.of(
                soldFor(10, "c", "1000"), soldFor(9, "b", "1000"), orderWithDiscount("100"), soldFor(2, "a", "1000"));
        assertThat(net(tally, "b")).isEqualTo(966);
    }

    @Test
    void theValueOfALineIsAfterItsOwnDiscount() {
        Tally tally = Tally.of(
                orderWithDiscount("100"), soldFor(1, "a", "1000").decimal("discount", "500"), soldFor(2, "b", "1500"));
        assertThat(net(tally, "a")).isEqualTo(475);
        assertThat(net(tally, "b")).isEqualTo(1425);
    }

    @Test
    void linesWorthNothingLeaveItAllToTheFirst() {
        Tally tally = Tally.of(orderWithDiscount("100"), soldFor(8, "b", "50"), soldFor(7, "a", "-50"));
        assertThat(net(tally, "a")).isEqualTo(-150);
        assertThat(net(tally, "b")).isEqualTo(50);
    }

    @Test
    void withoutLinesItBelongsToNoProduct() {
        Tally tally = Tally.of(orderWithDiscount("100"), refund(1, 1, "30").at("2026-11-25T10:00"));
        assertThat(net(tally, "-")).isEqualTo(-130);
        assertThat(tally.of("product/-")).containsEntry("2026-11-25/net_refund_dated", -30L);
        assertThat(tally.of("rep/an")).containsEntry(DAY + "/net", -130L).containsEntry(DAY + "/orders", 1L);
    }

    @Test
    void aRefundOfALineGoesToItsProductAndOneOfTheOrderIsSpread() {
        Tally tally = Tally.of(
                orderWithDiscount("0"),
                soldFor(1, "a", "1000"),
                soldFor(2, "b", "3000"),
                refund(1, 1, "400").text("line_id", "2").at("2026-11-25T10:00"),
                refund(2, 1, "200").at("2026-11-25T10:00"));
        assertThat(net(tally, "a")).isEqualTo(1000 - 50);
        assertThat(net(tally, "b")).isEqualTo(3000 - 400 - 150);
        assertThat(tally.of("product/b"))
                .containsEntry(DAY + "/net_refund_dated", 3000L)
                .containsEntry("2026-11-25/net_refund_dated", -550L);
    }

    @Test
    void aRefundOfALineThatIsOfAnotherOrderIsSpread() {
        Tally tally = Tally.of(
                orderWithDiscount("0"),
                soldFor(1, "a", "1000"),
                refund(1, 1, "400").text("line_id", "999").at("2026-11-25T10:00"));
        assertThat(net(tally, "a")).isEqualTo(600);
    }

    @Test
    void anOrderOfWhichAShareIsBeyondWhatCanBeAddedUpIsRefusedAsAWhole() {
        // an exchange for one đồng more: 2·10^14 × 9·10^14 ÷ 1 is beyond 64 bits
        RowBuilder[] rows = {
            orderWithDiscount("200000000000000"),
            soldFor(1, "a", "900000000000000"),
            soldFor(2, "b", "-899999999999999")
        };
        assertThatThrownBy(() -> Tally.of(rows)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aShareOfManyTimesItsAmountStillAddsUp() {
        Tally tally = Tally.of(orderWithDiscount("2000"), soldFor(1, "a", "900000"), soldFor(2, "b", "-899999"));
        assertThat(net(tally, "a")).isEqualTo(900_000 - 2000L * 900_000);
        assertThat(net(tally, "a") + net(tally, "b")).isEqualTo(1 - 2000);
    }

    @Test
    void productsAddUpToTheOrderWhateverTheAmounts() {
        Random random = new Random(20261123);
        for (int n = 0; n < 2000; n++) {
            List<RowBuilder> rows = new ArrayList<>();
            rows.add(orderWithDiscount(Integer.toString(random.nextInt(200_000))));
            int lines = random.nextInt(6);
            for (int i = 1; i <= lines; i++) {
                rows.add(soldFor(i, "p" + random.nextInt(3), Integer.toString(random.nextInt(900_000) - 100_000))
                        .decimal("qty", random.nextInt(5) + "." + random.nextInt(10))
                        .decimal("discount", Integer.toString(random.nextInt(5000))));
            }
            for (int i = 0; i < random.nextInt(3); i++) {
                rows.add(refund(i, 1, Integer.toString(random.nextInt(90_000)))
                        .at("2026-11-2" + (3 + random.nextInt(3)) + "T08:00")
                        .text("line_id", random.nextBoolean() ? null : Integer.toString(random.nextInt(6))));
            }
            Tally tally = Tally.of(rows.toArray(RowBuilder[]::new));
            for (String measure : new String[] {"gross", "net", "net_refund_dated"}) {
                long products = sum(tally, "product/", measure);
                assertThat(products).as("%s of %s", measure, tally.sums()).isEqualTo(sum(tally, "rep/", measure));
            }
        }
    }

    private static long sum(Tally tally, String scope, String measure) {
        return tally.sums().entrySet().stream()
                .filter(e -> e.getKey().startsWith(scope) && e.getKey().endsWith("/" + measure))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
