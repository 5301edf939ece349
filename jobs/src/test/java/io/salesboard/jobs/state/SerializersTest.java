package io.salesboard.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.operators.DealChange;
import io.salesboard.jobs.operators.Located;
import io.salesboard.jobs.operators.Located.LeftOutSince;
import io.salesboard.jobs.operators.ObjectRow;
import io.salesboard.jobs.read.Change;
import io.salesboard.jobs.read.Change.LeftOutReason;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import java.io.IOException;
import java.util.Arrays;
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
                                + " QUOTA BUSINESS_DAY LEAD OPPORTUNITY OPPORTUNITY_STAGE_HISTORY HEARTBEAT");
        assertThat(names(Scope.values()))
                .startsWith("COMPANY REGION TEAM REP STORE CHANNEL PRODUCT LEAD_SOURCE LOST_REASON");
        assertThat(names(WindowUnit.values())).startsWith("HOUR DAY WEEK MONTH QUARTER YEAR NOW");
        assertThat(names(Measure.values()))
                .startsWith("GROSS NET NET_REFUND_DATED ORDERS UNITS PAID UNPAID PAID_ORDERS UNPAID_ORDERS LOCATION_NET"
                        + " LOCATION_ORDERS LEADS LEADS_CONVERTED LEADS_COHORT_CONVERTED OPPORTUNITIES"
                        + " OPPORTUNITY_AMOUNT WON WON_AMOUNT LOST OPEN OPEN_AMOUNT OPEN_WEIGHTED QUOTA QUOTAS");
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
            assertThat(read.measures()).isEqualTo(delta.measures());
        }
    }

    @Test
    void booksWithAllThatWaitsInThem() throws Exception {
        for (int n = 0; n < 50; n++) {
            Book book = book();
            Book read = roundTrip(BookSerializer.TYPE, book);
            assertThat(text(read)).isEqualTo(text(book));
        }
        assertThat(text(roundTrip(BookSerializer.TYPE, new Book()))).isEqualTo(text(new Book()));
    }

    @Test
    void aCopyOfABookIsNotTheBook() {
        Book book = book();
        String before = text(book);
        Book copy = BookSerializer.INSTANCE.copy(book);
        assertThat(text(copy)).isEqualTo(before);
        copy.add(delta(), Integer.MIN_VALUE);
        copy.publish(6, (window, vector) -> {});
        copy.pending().clear();
        copy.timeline().clear();
        assertThat(text(book)).isEqualTo(before);
    }

    @Test
    void objectsWithWhatWaitsInThem() throws Exception {
        BusinessObject object = new BusinessObject();
        object.apply(present(Table.POS_ORDER));
        object.apply(present(Table.POS_ORDER_LINE));
        object.pending().add(row(Table.POS_REFUND));
        object.stand(new BusinessObject.Standing(1_763_870_400_019L, 1_763_870_400_020L, true));
        BusinessObject read = roundTrip(ObjectSerializer.TYPE, object);
        assertThat(read.rows()).containsExactlyElementsOf(object.rows());
        assertThat(read.pending()).isEqualTo(object.pending());
        assertThat(read.standing()).isEqualTo(object.standing());
        BusinessObject copy = ObjectSerializer.INSTANCE.copy(object);
        copy.pending().clear();
        copy.apply(present(Table.POS_PAYMENT));
        copy.stand(BusinessObject.Standing.NONE);
        assertThat(object.standing()).isEqualTo(read.standing());
        assertThat(object.pending()).hasSize(1);
        assertThat(object.rows()).hasSize(2);
    }

    @Test
    void recordsOnTheWay() throws Exception {
        ObjectRow row = new ObjectRow("order/17", row(Table.POS_ORDER_LINE));
        assertThat(roundTrip(ObjectRow.TYPE, row)).isEqualTo(row);
        ObjectRow again = ObjectRow.again("order/17", 1L << 61);
        assertThat(roundTrip(ObjectRow.TYPE, again)).isEqualTo(again);
        Delta cell = Delta.again("cell/rep/an/day/20780", 1L << 61);
        assertThat(roundTrip(DeltaSerializer.TYPE, cell).isAgain()).isTrue();
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
        for (Located located : new Located[] {
            new Located("order/17", 0, 1L << 40, 1L << 61, null),
            new Located(null, 3, 0, 1L << 61, null),
            new Located(null, 3, 1L << 40, 1L << 61, leftOut)
        }) {
            assertThat(roundTrip(Located.TYPE, located)).isEqualTo(located);
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

    private Delta delta() {
        long[] measures = new long[Measure.COUNT];
        for (int i = 0; i < measures.length; i++) {
            measures[i] = random.nextInt(3) == 0 ? (random.nextLong() >> (4 + random.nextInt(60))) : 0;
        }
        boolean day = random.nextBoolean();
        return new Delta(
                Scope.values()[random.nextInt(Scope.values().length)],
                "Đà Nẵng " + random.nextInt(),
                day ? WindowUnit.DAY : WindowUnit.NOW,
                day ? random.nextInt(40_000) - 5000 : 0,
                random.nextBoolean() ? Delta.NO_HOUR : random.nextInt(30_000_000),
                Frames.time(1_763_870_400_019L, random.nextInt(1000)),
                measures);
    }

    private Book book() {
        Book book = new Book();
        for (int i = random.nextInt(20); i >= 0; i--) {
            book.add(delta(), Integer.MIN_VALUE + 2);
            if (random.nextBoolean()) {
                book.publish(1_763_870_400_019L + i, (window, vector) -> {});
            }
        }
        if (random.nextBoolean()) {
            book.hide(true);
        }
        for (int i = random.nextInt(3); i >= 0; i--) {
            book.pending().add(delta());
            book.pendingRows().add(row(Table.REP_ASSIGNMENT));
            book.timeline().add(row(Table.STORE));
        }
        return book;
    }

    private static String text(Book book) {
        StringBuilder text = new StringBuilder();
        for (WindowUnit unit : WindowUnit.values()) {
            WindowTable table = book.table(unit);
            for (int i = 0; i < table.size(); i++) {
                text.append(unit).append(' ').append(table.start(i)).append(' ');
                text.append(Arrays.toString(table.vector(i))).append('\n');
            }
        }
        for (Delta delta : book.pending()) {
            text.append(delta.place()).append(Arrays.toString(delta.measures())).append('\n');
        }
        book.unpublished().forEach((window, before) -> text.append(window).append(Arrays.toString(before)));
        return text.append(book.isHidden())
                .append(book.pendingRows())
                .append(book.timeline())
                .toString();
    }
}
