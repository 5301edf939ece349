package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.contributions.Deal;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepLatestDealsTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final AvroFraming framing = new AvroFraming(new SchemaRegistry(registry.address()));
    private KeyedOneInputStreamOperatorTestHarness<String, DealChange, Result> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private KeyedOneInputStreamOperatorTestHarness<String, DealChange, Result> harness() throws Exception {
        var created = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeepLatestDeals(registry.address()), change -> change.deal().rep(), Types.STRING);
        Words.onDisk(created);
        created.setup(Result.TYPE.createSerializer(new SerializerConfigImpl()));
        return created;
    }

    private void change(int id, long at, long amount, boolean revoked, long after) throws Exception {
        Deal deal = new Deal("an", "order", Integer.toString(id), T + at, amount, "S1", "store", null);
        harness.processElement(new DealChange(deal, revoked, time(after)), time(after));
    }

    /** The lists published when a frame is closed: {@code 3:100 2:50}. */
    private List<String> closed(long after) throws Exception {
        harness.getOutput().clear();
        harness.processWatermark(closing(after));
        return harness.extractOutputValues().stream().map(this::text).toList();
    }

    private List<Long> versions() throws IOException {
        List<Long> versions = new ArrayList<>();
        for (Result result : harness.extractOutputValues()) {
            versions.add(((RepDeals) framing.decode(result.value())).getVersion());
        }
        return versions;
    }

    private String text(Result result) {
        try {
            RepDeals deals = (RepDeals) framing.decode(result.value());
            assertThat(result.key()).isEqualTo("deals/" + deals.getRep());
            return String.join(
                    " ",
                    deals.getDeals().stream()
                            .map(deal -> deal.getId() + ":" + deal.getAmount())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theNewestStandFirstAndAFrameGivesOneList() throws Exception {
        change(1, 10, 100, false, 0);
        change(2, 30, 200, false, 0);
        change(3, 20, 300, false, 0);
        assertThat(closed(0)).containsExactly("2:200 3:300 1:100");
    }

    @Test
    void aChangedDealTakesItsNewPlaceAndARevokedOneLeaves() throws Exception {
        change(1, 10, 100, false, 0);
        change(2, 30, 200, false, 0);
        closed(0);
        change(1, 40, 150, false, 20);
        assertThat(closed(20)).containsExactly("1:150 2:200");
        change(2, 30, 200, true, 40);
        assertThat(closed(40)).containsExactly("1:150");
        change(1, 40, 150, true, 60);
        assertThat(closed(60)).containsExactly("");
    }

    @Test
    void revokingWhatIsNotInTheListPublishesNothing() throws Exception {
        change(9, 40, 150, true, 0);
        assertThat(closed(0)).isEmpty();
        assertThat(Words.entries(harness)).isZero();
    }

    @Test
    void aListIsPublishedAgainWhenAsked() throws Exception {
        change(1, 10, 100, false, 0);
        closed(0);
        harness.processElement(DealChange.again("an", time(20)), time(20));
        assertThat(closed(20)).containsExactly("1:100");
    }

    @Test
    void whoHasNoDealsAnyMoreHasAnEmptyListPublishedWhenAsked() throws Exception {
        harness.processElement(DealChange.again("an", time(20)), time(20));
        assertThat(closed(20)).containsExactly("");
        assertThat(versions()).containsExactly(T + 20);
    }

    @Test
    void aListWaitsUntilItsFrameIsClosed() throws Exception {
        change(1, 10, 100, false, 0);
        harness.processWatermark(closing(0) - 1);
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(closed(0)).containsExactly("1:100");
        assertThat(versions()).containsExactly(T);
    }

    @Test
    void aListOfAFrameThatWasNeverClosedIsPublishedWithAYoungerOne() throws Exception {
        change(1, 10, 100, false, 0);
        harness.processWatermark(time(0));
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        harness.processWatermark(time(500));
        assertThat(harness.extractOutputValues())
                .as("within a frame that is not closed")
                .isEmpty();
        assertThat(closed(500)).containsExactly("1:100");
        assertThat(versions()).containsExactly(T + 500);
    }

    @Test
    void twentyAreShownAndRevokedOnesAreReplacedByOlder() throws Exception {
        for (int id = 1; id <= 100; id++) {
            change(id, id, id, false, 0);
        }
        assertThat(closed(0).get(0)).startsWith("100:100 99:99 ").endsWith(" 81:81");
        change(100, 100, 100, true, 20);
        assertThat(closed(20).get(0)).startsWith("99:99 ").endsWith(" 80:80");
        change(5, 5, 5, false, 40);
        assertThat(closed(40)).as("older than the sixty that are kept").hasSize(1);
        change(3, 3, 3, false, 60);
        assertThat(closed(60)).as("older than the sixty that are kept").isEmpty();
    }
}
