package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.DecodedRecord;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.schemas.Load;
import io.salesboard.schemas.Topics;
import org.junit.jupiter.api.Test;

class LoadProgressTest {
    private static final String POS = Topics.ROWS_POS.name();
    private static final long T = 1_764_000_000_000L;

    private final FakeLogs logs = new FakeLogs();
    private final SourceState source = new SourceState("pos", new OpenTransaction(Long.MAX_VALUE));
    private final LoadProgress progress = new LoadProgress(POS, source, logs);
    private long offset;

    private static DecodedRecord decoded(DecodedRecord.Kind kind, long transaction) {
        return new DecodedRecord(
                kind,
                Table.STORE,
                Row.empty(Table.STORE, "S1", 1, T),
                1,
                T,
                transaction,
                DecodedRecord.Snapshot.NONE,
                null);
    }

    private void rows(int count, int placesEach) {
        for (int i = 0; i < count; i++) {
            offset += placesEach;
            source.readTo(offset, decoded(DecodedRecord.Kind.ROW, 7));
        }
    }

    private void rowsOfATransaction(int count) {
        for (int i = 0; i < count; i++) {
            DecodedRecord row = decoded(DecodedRecord.Kind.ROW, 7);
            assertThat(source.keepsBack(new RawRecord(POS, 0, offset, T, new byte[1], new byte[1]), row))
                    .isTrue();
            source.readTo(++offset, row);
        }
    }

    private void transactionEnds() {
        source.open().release();
        source.boundary();
        source.readTo(++offset, decoded(DecodedRecord.Kind.BOUNDARY, DecodedRecord.NO_TRANSACTION));
    }

    private void loaded() {
        source.endSnapshot();
        source.readTo(offset, null);
        progress.look(T);
    }

    private Load after(long millis) {
        return progress.look(T + millis);
    }

    @Test
    void nothingIsSaidOrAskedWhileTransactionsComeAndGo() {
        loaded();
        for (int millis = 0; millis < 60_000; millis += 500) {
            rowsOfATransaction(10);
            assertThat(after(millis)).isNull();
            transactionEnds();
        }
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void aTopicReadFromItsBeginningIsCountedAndItsEndKnown() {
        logs.ends.put(POS, 100_000L);
        source.endSnapshot();
        source.readUpTo(100_000);
        for (int millis = 0; millis < 4_000; millis += 500) {
            after(millis);
            rows(1_000, 1);
        }

        assertThat(after(4_000)).isEqualTo(new Load("pos", 8_000L, 92_000L, 2_000L, 2_000L));
    }

    @Test
    void nothingIsSaidOfWhatIsOverWithinTwoSeconds() {
        loaded();
        rowsOfATransaction(50_000);
        assertThat(after(500)).isNull();
        assertThat(after(1_900)).isNull();
        transactionEnds();
        assertThat(after(2_500)).isNull();
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void aLargeTransactionIsCountedFromItsBeginningUntilItIsOver() {
        loaded();
        rowsOfATransaction(300);
        transactionEnds();
        after(500);
        rowsOfATransaction(5_000);
        after(1_000);
        rowsOfATransaction(5_000);
        assertThat(after(2_500).getRows()).isEqualTo(10_000);
        transactionEnds();
        assertThat(after(3_000)).isNull();
    }

    @Test
    void aSnapshotIsCountedFromItsBeginning() {
        loaded();
        rowsOfATransaction(300);
        transactionEnds();
        after(500);
        source.beginSnapshot(T);
        rows(2_000, 1);
        after(1_500);
        assertThat(after(2_500).getRows()).isEqualTo(2_000);
        source.endSnapshot();
        transactionEnds();
        assertThat(after(3_000)).isNull();
    }

    @Test
    void whereASourceHasNoRowsNothingIsSaid() {
        for (int millis = 0; millis < 10_000; millis += 500) {
            assertThat(after(millis)).isNull();
        }
        assertThat(logs.asked).isEmpty();
    }

    @Test
    void theEndIsAskedOnceASecondAndNotWaitedFor() {
        logs.answers = false;
        after(0);
        rows(1_000, 1);
        after(500);
        for (int millis = 2_000; millis < 5_000; millis += 100) {
            Load said = after(millis);
            assertThat(said.getWaiting()).isNull();
        }
        assertThat(logs.asked).containsExactly(POS);

        logs.answers = true;
        logs.pending.forEach(question -> question.completeExceptionally(new IllegalStateException("Kafka is away")));
        for (int millis = 5_000; millis < 8_000; millis += 100) {
            after(millis);
        }
        assertThat(logs.asked).hasSize(4);
    }

    @Test
    void gapsThatCompactionLeftArePlacesAndNoRows() {
        logs.ends.put(POS, 1_000_000L);
        source.endSnapshot();
        source.readUpTo(1_000_000);
        after(0);
        rows(1_000, 100);
        after(1_000);
        rows(1_000, 100);
        after(2_000);

        assertThat(after(3_000)).isEqualTo(new Load("pos", 2_000L, 800_000L, 500L, 50_000L));
    }

    @Test
    void theSpeedIsThatOfTheLastTenSeconds() {
        logs.ends.put(POS, 100_000L);
        after(0);
        rows(1_000, 1);
        for (int millis = 500; millis <= 9_000; millis += 500) {
            after(millis);
        }
        assertThat(after(9_500).getRowsPerSecond()).isZero();
        assertThat(after(10_000).getWaiting()).isEqualTo(99_000);
        assertThat(after(10_500).getPlacesPerSecond()).isZero();
    }

    @Test
    void theNextLoadKnowsNothingOfTheLast() {
        logs.ends.put(POS, 1_000L);
        loaded();
        rowsOfATransaction(500);
        after(500);
        after(2_500);
        transactionEnds();
        after(3_000);
        rowsOfATransaction(200);
        after(3_500);

        assertThat(after(5_500)).isEqualTo(new Load("pos", 200L, null, 0L, 0L));
    }

    @Test
    void aClockThatIsSetBackBeginsAnew() {
        after(0);
        rows(1_000, 1);
        after(2_500);
        assertThat(after(-3_600_000)).isNull();
        assertThat(after(-3_598_000).getRows()).isEqualTo(1_000);
    }
}
