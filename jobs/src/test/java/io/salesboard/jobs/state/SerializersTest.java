package io.salesboard.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.contributions.Deal;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.operators.Deletion;
import io.salesboard.jobs.operators.ObjectRow;
import io.salesboard.jobs.operators.RowMemory;
import io.salesboard.jobs.operators.RowMemory.LeftOutSince;
import io.salesboard.jobs.operators.SortKey;
import io.salesboard.jobs.operators.Standing;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.read.Change.LeftOutReason;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.jobs.state.Delta.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What is written is read again, also by way of a copy of the bytes, and from what a checkpoint keeps of the serializer. */
class SerializersTest {
    private final Random random = new Random(20261123);

    /** State holds these by position: only append, here and there. */
    @Test
    void positionsInStateNeverChange() {
        assertThat(names(Table.values()))
                .startsWith(
                        "STORE PRODUCT POS_ORDER POS_ORDER_LINE POS_PAYMENT POS_REFUND REGION TEAM REP REP_ASSIGNMENT"
                                + " QUOTA BUSINESS_DAY LEAD OPPORTUNITY OPPORTUNITY_STAGE_HISTORY HEARTBEAT"
                                + " ACTIVITY CUSTOMER_ORDER ALERT_RULE");
        assertThat(names(Scope.values()))
                .startsWith("COMPANY REGION TEAM REP STORE CHANNEL PRODUCT LEAD_SOURCE LOST_REASON STORE_KIND CATEGORY"
                        + " LOCATION REP_PRODUCT REGION_PRODUCT");
        assertThat(names(WindowUnit.values())).startsWith("HOUR DAY WEEK MONTH QUARTER YEAR NOW");
        assertThat(names(Measure.Group.values()))
                .startsWith("SALES PAYMENTS LEADS OPPORTUNITIES OUTCOMES PIPELINE QUOTAS CUSTOMERS MEETINGS");
    }

    private static String names(Enum<?>... constants) {
        return Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(" "));
    }

    @Test
    void rowsOfEveryTable() throws Exception {
        for (Table table : Table.values()) {
            for (int n = 0; n < 50; n++) {
                Row row = row(table);
                assertThat(roundTrip(RowSerializer.TYPE, row)).isEqualTo(row);
            }
        }
    }

    @Test
    void deltas() throws Exception {
        for (int n = 0; n < 500; n++) {
            Delta delta = delta();
            Delta read = roundTrip(DeltaSerializer.TYPE, delta);
            assertThat(read.place()).isEqualTo(delta.place());
            assertThat(read.sums()).isEqualTo(delta.sums());
        }
    }

    @Test
    void cellsAndWhichTheyAre() throws Exception {
        for (int n = 0; n < 500; n++) {
            Measure.Group group = Measure.Group.values()[random.nextInt(Measure.Group.values().length)];
            CellSums cell = CellSums.of(group);
            for (int round = 0; round < 3; round++) {
                if (random.nextBoolean()) {
                    cell.await(group);
                }
                Delta.add(cell.sums(), delta(group).sums());
                if (random.nextBoolean()) {
                    cell.publish(group, 1_763_870_400_019L + round);
                }
            }
            assertThat(roundTrip(type(CellSums.class, CellSums.Serializer.INSTANCE), cell))
                    .usingRecursiveComparison()
                    .isEqualTo(cell);
            CellSums copy = CellSums.Serializer.INSTANCE.copy(cell);
            Delta.add(copy.sums(), delta(group).sums());
            CellWindow window = CellWindow.of(
                    subject(), WindowUnit.values()[random.nextInt(7)], random.nextInt(60_000_000) - 30_000_000L, group);
            assertThat(roundTrip(type(CellWindow.class, CellWindow.Serializer.INSTANCE), window))
                    .isEqualTo(window);
        }
    }

    /** As they are compared on disk: byte by byte, without signs. */
    @Test
    void theBytesOfWindowsPlacesAndDeletionsStandInOrder() throws Exception {
        List<CellWindow> windows = new ArrayList<>();
        for (WindowUnit unit : WindowUnit.values()) {
            for (long start : new long[] {Long.MIN_VALUE, -20_000, -1, 0, 1, 20_780, 1 << 30}) {
                windows.add(new CellWindow(unit, start, Measure.Group.SALES, Scope.REP, null));
                windows.add(new CellWindow(unit, start, Measure.Group.SALES, Scope.REP_PRODUCT, "P1"));
                windows.add(new CellWindow(unit, start, Measure.Group.LEADS, Scope.REP, null));
            }
        }
        assertSorted(windows, CellWindow.Serializer.INSTANCE);
        List<SortKey> places = new ArrayList<>();
        for (long number : new long[] {Long.MIN_VALUE, -1, 0, 1, 1L << 60}) {
            for (String key : new String[] {"", "\0", "\0\1", "\1", "\2", "1", "10", "2", "2\0", "20", "đ"}) {
                places.add(new SortKey(number, key));
            }
        }
        assertSorted(places, SortKey.Serializer.INSTANCE);
        for (SortKey place : places) {
            assertThat(roundTrip(type(SortKey.class, SortKey.Serializer.INSTANCE), place))
                    .isEqualTo(place);
        }
        assertSorted(
                List.of(
                        new Deletion(0, "z"),
                        new Deletion(255, "a"),
                        new Deletion(256, "a"),
                        new Deletion(1L << 60, "")),
                Deletion.Serializer.INSTANCE);
    }

    private static <T> void assertSorted(List<T> inOrder, TypeSerializer<T> serializer) throws IOException {
        List<byte[]> bytes = new ArrayList<>();
        for (T value : inOrder) {
            DataOutputSerializer out = new DataOutputSerializer(64);
            serializer.serialize(value, out);
            bytes.add(out.getCopyOfBuffer());
        }
        List<byte[]> sorted = new ArrayList<>(bytes);
        Collections.shuffle(sorted, new Random(1));
        sorted.sort(Arrays::compareUnsigned);
        assertThat(sorted).containsExactlyElementsOf(bytes);
    }

    @Test
    void howObjectsStandAndWhatTheirRowsAreCalled() throws Exception {
        Standing standing = new Standing(3, 2, 1_763_870_400_019L, 1_763_870_400_020L, true, false);
        assertThat(roundTrip(Standing.TYPE, standing)).isEqualTo(standing);
        RowName name = new RowName(Table.POS_ORDER_LINE, "Đặng|7");
        assertThat(roundTrip(type(RowName.class, RowName.Serializer.INSTANCE), name))
                .isEqualTo(name);
        Labels.Label label = new Labels.Label(1L << 40, true);
        assertThat(roundTrip(Labels.Label.TYPE, label)).isEqualTo(label);
    }

    private static <T> TypeInformation<T> type(Class<T> type, TypeSerializer<T> serializer) {
        return new HandWritten<>(type, serializer);
    }

    @Test
    void recordsOnTheWay() throws Exception {
        ObjectRow row = new ObjectRow("order/17", row(Table.POS_ORDER_LINE));
        assertThat(roundTrip(ObjectRow.TYPE, row)).isEqualTo(row);
        ObjectRow again = ObjectRow.again("order/17", 1L << 61);
        assertThat(roundTrip(ObjectRow.TYPE, again)).isEqualTo(again);
        Delta cell = Delta.again("cell/sales/rep/an/day/20780", 1L << 61);
        assertThat(roundTrip(DeltaSerializer.TYPE, cell).kind()).isEqualTo(Delta.Kind.AGAIN);
        Delta hidden = Delta.show(Scope.CHANNEL, "zalo", false, 1L << 61);
        assertThat(roundTrip(DeltaSerializer.TYPE, hidden).place()).isEqualTo(hidden.place());
        for (String store : new String[] {null, "S1"}) {
            DealChange change = new DealChange(
                    new Deal("an", "order", "17", -5, 1L << 60, store, "store", null),
                    store == null,
                    1_763_870_400_019L);
            assertThat(roundTrip(DealChange.TYPE, change)).isEqualTo(change);
        }
        Result result = roundTrip(Result.TYPE, new Result("cell/rep/Đặng", new byte[] {0, 1, -1}));
        assertThat(result.key()).isEqualTo("cell/rep/Đặng");
        assertThat(result.value()).containsExactly(0, 1, -1);
        assertThat(roundTrip(Result.TYPE, new Result(null, null))).isEqualTo(new Result(null, null));
        Result gone = Results.gone("cell/rep/an/day/20780", 1_763_870_400_019L);
        assertThat(roundTrip(Result.TYPE, gone)).isEqualTo(gone);
        RawRecord raw =
                roundTrip(RawRecordSerializer.TYPE, new RawRecord("rows.pos", 0, 1L << 40, 7, null, new byte[] {1, 2}));
        assertThat(raw.offset()).isEqualTo(1L << 40);
        assertThat(raw.key()).isNull();
        assertThat(raw.value()).containsExactly(1, 2);
    }

    @Test
    void changesOfOneRowAndOfMany() throws Exception {
        LeftOutReason why = new LeftOutReason("out_of_range", "pos_order 17: Số tiền quá lớn");
        for (Table table : Table.values()) {
            for (Change change : new Change[] {
                Change.ofRow(3, row(table), null),
                Change.ofRow(3, row(table).asAbsent(), why),
                Change.again(table, "Đặng", 1L << 61),
                Change.againObject("order/Đặng", 1L << 61),
                Change.ofAll(Change.Kind.TRUNCATE, table, 127, 3, 1L << 40, 1L << 61),
                Change.ofAll(Change.Kind.SWEEP, table, 0, 3, 0, 1L << 61)
            }) {
                assertThat(roundTrip(Change.TYPE, change)).isEqualTo(change);
            }
        }
    }

    @Test
    void whatIsRememberedOfARow() throws Exception {
        LeftOutSince leftOut = new LeftOutSince(new LeftOutReason("missing_value", "qty là NULL"), 1L << 61);
        for (RowMemory memory : new RowMemory[] {
            new RowMemory("order/17", 0, 1L << 40, 1L << 61, null),
            new RowMemory(null, 3, 0, 1L << 61, null),
            new RowMemory(null, 3, 1L << 40, 1L << 61, leftOut)
        }) {
            assertThat(roundTrip(RowMemory.TYPE, memory)).isEqualTo(memory);
        }
    }

    @Test
    void numbersOfAllSizes() throws Exception {
        for (long value : new long[] {0, 1, -1, 63, 64, -64, -65, Long.MAX_VALUE, Long.MIN_VALUE + 1}) {
            Row row = Row.empty(Table.POS_PAYMENT, "1", value, -value);
            row.setNumber(0, value);
            assertThat(roundTrip(RowSerializer.TYPE, row)).isEqualTo(row);
        }
    }

    @Test
    void stateOfANewerReleaseIsRefusedInWords() {
        assertThatThrownBy(() -> RowSerializer.INSTANCE.deserialize(new DataInputDeserializer(new byte[] {2, 0, 0})))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format 1, not 2")
                .hasMessageContaining("newer release");
    }

    /** Through the type's own serializer, its byte copy, and the serializer its snapshot restores. */
    private static <T> T roundTrip(TypeInformation<T> type, T value) throws Exception {
        TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(value, out);
        DataOutputSerializer copied = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(out.getCopyOfBuffer()), copied);
        assertThat(copied.getCopyOfBuffer()).isEqualTo(out.getCopyOfBuffer());

        DataOutputSerializer snapshot = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(snapshot, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(snapshot.getCopyOfBuffer()), SerializersTest.class.getClassLoader());
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        T read = restored.restoreSerializer().deserialize(in);
        assertThat(in.available()).as("bytes left over").isZero();
        return read;
    }

    private Row row(Table table) {
        Row row = present(table);
        return random.nextInt(5) == 0 ? row.asAbsent() : row;
    }

    private Row present(Table table) {
        Row row = Row.empty(table, "k" + random.nextInt(), random.nextLong() >> 8, random.nextLong() >> 20);
        for (int i = 0; i < table.texts(); i++) {
            row.setText(i, random.nextInt(4) == 0 ? null : "Lê Đức " + random.nextInt());
        }
        for (int i = 0; i < table.numbers(); i++) {
            row.setNumber(i, random.nextInt(4) == 0 ? Row.NULL : random.nextLong() >> random.nextInt(64));
        }
        return row;
    }

    private Subject subject() {
        Scope scope = Scope.values()[random.nextInt(Scope.values().length)];
        return scope.isCombined()
                ? Subject.of(scope, "Đà Nẵng " + random.nextInt(), "Trà|" + random.nextInt())
                : Subject.of(scope, "Đà Nẵng " + random.nextInt());
    }

    private Delta delta() {
        return delta(Measure.Group.values()[random.nextInt(Measure.Group.values().length)]);
    }

    private Delta delta(Measure.Group group) {
        long[] sums = new long[group.measures().size()];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = random.nextInt(3) == 0 ? (random.nextLong() >> (4 + random.nextInt(60))) : 0;
        }
        boolean day = random.nextBoolean();
        Place place = new Place(
                subject(),
                group,
                day ? WindowUnit.DAY : WindowUnit.NOW,
                day ? random.nextInt(40_000) - 5000 : 0,
                random.nextBoolean() ? Place.NO_HOUR : random.nextInt(30_000_000));
        return Delta.add(place, Frames.time(1_763_870_400_019L, random.nextInt(1000)), sums);
    }
}
