package io.salesboard.jobs.operators;

import static io.salesboard.jobs.operators.Words.T;
import static io.salesboard.jobs.operators.Words.closing;
import static io.salesboard.jobs.operators.Words.deleted;
import static io.salesboard.jobs.operators.Words.order;
import static io.salesboard.jobs.operators.Words.row;
import static io.salesboard.jobs.operators.Words.time;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.DeltaSerializer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What objects hand on, and how the next stage folds it. */
class DerivedObjectsTest {
    private static final OutputTag<ObjectRow> HANDED_ON = new OutputTag<>("handed-on", ObjectRow.TYPE);
    private static final OutputTag<CorrectionChange> CORRECTIONS =
            new OutputTag<>("corrections", CorrectionChange.TYPE);
    private static final OutputTag<DealChange> DEALS = new OutputTag<>("deals", DealChange.TYPE);
    private static final OutputTag<Result> LEFT_OUT = new OutputTag<>("left-out", Result.TYPE);

    private final FakeRegistry registry = new FakeRegistry();
    private KeyedOneInputStreamOperatorTestHarness<String, ObjectRow, Delta> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
        registry.close();
    }

    private void open(OutputTag<ObjectRow> handedOn, OperatorSubtaskState state) throws Exception {
        FoldObjects fold = new FoldObjects(
                Words.ACCOUNTING,
                BusinessClock.REAL,
                registry.address(),
                new FoldObjects.Tags(DEALS, CORRECTIONS, handedOn, LEFT_OUT));
        harness = new KeyedOneInputStreamOperatorTestHarness<>(fold, ObjectRow::object, Types.STRING);
        Words.onDisk(harness);
        harness.setup(DeltaSerializer.INSTANCE);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    private void come(ObjectRow row) throws Exception {
        harness.processElement(row, row.row().time());
    }

    private static ObjectRow sale(long id, long after, String customer) {
        ObjectRow order = order(id, 10 + after, after, "an");
        order.row().set(Table.POS_ORDER.textColumn("customer_id"), customer);
        return order;
    }

    /** {@code customer/c1+17} for a row that is there, {@code -} for one that goes. */
    private List<String> handedOn() {
        Queue<StreamRecord<ObjectRow>> records = harness.getSideOutput(HANDED_ON);
        List<String> handedOn = new ArrayList<>();
        while (records != null && !records.isEmpty()) {
            ObjectRow row = records.remove().getValue();
            handedOn.add(
                    row.isAgain()
                            ? row.object() + " again"
                            : row.object()
                                    + (row.row().present() ? "+" : "-")
                                    + row.row().key());
        }
        return handedOn;
    }

    @Test
    void anOrderIsHandedOnWhereItChangesAndMovesToAnotherCustomer() throws Exception {
        open(HANDED_ON, null);
        come(sale(17, 0, "c1"));
        harness.processWatermark(closing(0));
        assertThat(handedOn()).containsExactly("customer/c1+17");

        come(sale(17, 20, "c1"));
        harness.processWatermark(closing(20));
        assertThat(handedOn()).as("nothing changed for the customer").isEmpty();

        come(sale(17, 40, "c2"));
        harness.processWatermark(closing(40));
        assertThat(handedOn()).containsExactlyInAnyOrder("customer/c1-17", "customer/c2+17");

        come(new ObjectRow("order/17", deleted(Table.POS_ORDER, "17", 99, 60)));
        harness.processWatermark(closing(60));
        assertThat(handedOn()).containsExactly("customer/c2-17");
    }

    @Test
    void whetherACustomerIsLeftOutIsAskedOfTheStageThatFoldsCustomers() throws Exception {
        open(HANDED_ON, null);
        come(ObjectRow.again("customer/c1", time(0)));
        assertThat(handedOn()).containsExactly("customer/c1 again");
    }

    private static ObjectRow handed(long id, long after, long completed, long net) {
        Row row = row(
                Table.CUSTOMER_ORDER,
                Long.toString(id),
                0,
                after,
                "customer_id",
                "c1",
                "rep_id",
                "R" + id % 3,
                "completed_ts",
                T * 1000 + completed,
                "net",
                net);
        return new ObjectRow("customer/c1", row);
    }

    /** The sums of all orders, computed at once: by rep, those of the first order apart. */
    private static Map<String, Long> expected(Map<Long, ObjectRow> live) {
        Map<String, Long> sums = new TreeMap<>();
        var completed = Table.CUSTOMER_ORDER.numberColumn("completed_ts");
        var net = Table.CUSTOMER_ORDER.numberColumn("net");
        Row first = live.values().stream()
                .map(ObjectRow::row)
                .min(Comparator.<Row>comparingLong(row -> row.number(completed)).thenComparing(Row::key))
                .orElse(null);
        for (ObjectRow order : live.values()) {
            Row row = order.row();
            String rep = row.text(Table.CUSTOMER_ORDER.textColumn("rep_id"));
            sums.merge(rep + (row == first ? " new" : " returning"), row.number(net), Long::sum);
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    /** The shop's one customer for everybody without a name: beyond 500 orders only those concerned are read. */
    @Test
    void theOrdersOfACustomerOfManyAddUpHoweverTheyComeChangeAndGo() throws Exception {
        open(null, null);
        Random random = new Random(7);
        Map<Long, ObjectRow> live = new HashMap<>();
        Map<String, Long> sums = new TreeMap<>();
        for (int step = 1; step <= 120; step++) {
            long after = step * 20L;
            int changes = step < 20 ? 40 : 1 + random.nextInt(4);
            for (int i = 0; i < changes; i++) {
                // Few instants, so that many orders share one and the first changes often.
                long id = 1 + random.nextInt(700);
                boolean gone = step > 20 && random.nextInt(3) == 0;
                if (gone) {
                    id = live.values().stream()
                            .map(ObjectRow::row)
                            .min(Comparator.comparingLong(
                                    row -> row.number(Table.CUSTOMER_ORDER.numberColumn("completed_ts"))))
                            .map(row -> Long.parseLong(row.key()))
                            .orElseThrow();
                    come(new ObjectRow("customer/c1", deleted(Table.CUSTOMER_ORDER, Long.toString(id), 0, after)));
                    live.remove(id);
                } else {
                    ObjectRow order = handed(id, after, random.nextInt(50) * 1000L, random.nextInt(1000));
                    come(order);
                    live.put(id, order);
                }
            }
            harness.processWatermark(closing(after));
            addSent(sums);
            assertThat(sums).as("step " + step).isEqualTo(expected(live));
            if (step == 60) {
                OperatorSubtaskState state = harness.snapshot(1, after);
                harness.close();
                open(null, state);
            }
        }
        assertThat(live.size()).isGreaterThan(350);

        for (long id : List.copyOf(live.keySet())) {
            come(new ObjectRow("customer/c1", deleted(Table.CUSTOMER_ORDER, Long.toString(id), 0, 5000)));
        }
        harness.processWatermark(closing(5000));
        addSent(sums);
        assertThat(sums).isEmpty();
        assertThat(Words.entries(harness)).as("nothing is left in state").isZero();
    }

    private void addSent(Map<String, Long> sums) {
        for (Delta delta : harness.extractOutputValues()) {
            if (delta.place().group() == Measure.Group.CUSTOMERS && delta.home().startsWith("rep/")) {
                String rep = delta.place().subject().id();
                sums.merge(rep + " new", delta.of(Measure.NEW_CUSTOMER_NET), Long::sum);
                sums.merge(rep + " returning", delta.of(Measure.RETURNING_CUSTOMER_NET), Long::sum);
            }
        }
        sums.values().removeIf(sum -> sum == 0);
        harness.getOutput().clear();
    }
}
