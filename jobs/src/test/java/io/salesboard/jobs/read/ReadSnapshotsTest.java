package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.read.Change.Kind;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.Reading;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Of {@link ReadRows}: snapshots, tables that are loaded, emptied, read again. */
class ReadSnapshotsTest extends ReadRowsScene {
    @Test
    void aTransactionThatASnapshotReplacesIsForgotten() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(record(POS, Table.STORE, "S2", "r", 5, "first"));

        assertThat(changes()).extracting(Change::name).containsExactly("store/S2");
    }

    @Test
    void aPartOfATableLoadedBesideTheChangesIsShownWholeAndIsNoSnapshot() throws Exception {
        bothLoaded();
        comes(store("S1"));
        long server = changesOf(envelopes.end(POS, next(POS))).get(0).server();
        at(50);
        List<Change> loaded = new ArrayList<>();
        loaded.addAll(changesOf(record(POS, Table.STORE, "S1", "r", transaction, "incremental")));
        loaded.addAll(changesOf(record(POS, Table.STORE, "S2", "r", transaction, "incremental")));
        at(90);
        assertThat(closed()).as("more of it may come").isEmpty();

        comes(heartbeat(POS));

        assertThat(closed()).hasSize(1);
        assertThat(loaded)
                .as("nothing is swept away, and positions go on being compared with those of the log")
                .extracting(Change::kind)
                .containsExactly(Kind.ROW, Kind.ROW);
        assertThat(loaded).allMatch(row -> row.server() == server && row.row().lsn() == 0);
        assertThat(of("pos", lastMark().getSources()).getLoading()).isFalse();
    }

    private List<Change> changesOf(RawRecord record) throws Exception {
        harness.getOutput().clear();
        comes(record);
        return changes();
    }

    @Test
    void nothingIsShownBeforeEverySourceIsLoaded() throws Exception {
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        comes(record(POS, Table.STORE, "S2", "r", 5, "last"));
        comes(heartbeat(POS));
        at(5_000);
        assertThat(closed()).isEmpty();

        comes(heartbeat(CRM));
        at(5_020);

        assertThat(closed()).hasSize(1);
    }

    @Test
    void anEmptiedTableIsToldToEveryPartOfItsMemory() throws Exception {
        bothLoaded();
        comes(record(POS, Table.POS_REFUND, "", "t", 2, "false"));
        comes(envelopes.end(POS, next(POS)));

        List<Change> changes = changes();
        assertThat(changes).hasSize(Change.BUCKETS).allMatch(change -> change.kind() == Kind.TRUNCATE);
        assertThat(changes).extracting(Change::part).doesNotHaveDuplicates();
        assertThat(changes).extracting(change -> change.row().table()).containsOnly(Table.POS_REFUND);
    }

    @Test
    void aNewSnapshotHoldsTheFrameAndSweepsWhatDidNotComeAgain() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(heartbeat(POS));
        long before = changes().get(0).row().time();
        at(100);
        comes(envelopes.readAgain(POS, next(POS)));
        comes(record(POS, Table.STORE, "S2", "r", 5, "first"));
        comes(record(POS, Table.STORE, "S3", "r", 5, "last"));
        List<Change> again = changes();
        assertThat(again).extracting(change -> change.row().key()).containsExactly("S2", "S3");
        at(20_000);
        assertThat(closed()).isEmpty();

        comes(heartbeat(POS));

        List<Change> sweeps = new ArrayList<>(changes());
        sweeps.removeIf(change -> change.kind() != Kind.SWEEP);
        assertThat(sweeps).hasSize(Change.BUCKETS * Table.of("pos").size());
        assertThat(sweeps).allMatch(sweep -> sweep.row().time() > before);
        assertThat(again)
                .allMatch(change -> change.row().time() >= sweeps.get(0).row().time());
        assertThat(again).extracting(Change::server).containsOnly(sweeps.get(0).server());
    }

    @Test
    void aSnapshotNobodyAnnouncedReplacesWhatCameBeforeToo() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(heartbeat(POS));
        int before = changes().get(0).server();

        comes(record(POS, Table.STORE, "S2", "r", 5, "true"));

        assertThat(changes()).extracting(Change::server).containsExactly(before + 1);
    }

    @Test
    void aSnapshotBegunAgainAfterACrashCountsFromItsNewBeginning() throws Exception {
        bothLoaded();
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        comes(record(POS, Table.STORE, "S1", "r", 6, "first"));
        List<Change> changes = changes();
        assertThat(changes.get(1).server()).isEqualTo(changes.get(0).server() + 1);
    }

    @Test
    void whatItReadsIsToldTwiceASecondAlsoWhileNoFrameCloses() throws Exception {
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        at(600);
        List<SpecificRecord> told = told();
        Reading reading = (Reading) told.get(told.size() - 1);
        assertThat(of("pos", reading.getSources()).getRows()).isEqualTo(1);
        assertThat(of("pos", reading.getSources()).getLoading()).isTrue();
        assertThat(told).noneMatch(FrameMark.class::isInstance);
    }

    @Test
    void howFarItIsWithASnapshotIsToldWhileItRunsAndNotAfterwards() throws Exception {
        bothLoaded();
        logs.ends.put(POS, 500L);
        comes(record(POS, Table.STORE, "S1", "r", 5, "first"));
        at(600);
        comes(record(POS, Table.STORE, "S2", "r", 5, "true"));
        at(2_700);
        at(3_200);
        Reading reading = lastReading();
        assertThat(reading.getLoads()).hasSize(1);
        assertThat(reading.getLoads().get(0).getSource()).isEqualTo("pos");
        assertThat(reading.getLoads().get(0).getRows()).isEqualTo(2);
        assertThat(reading.getLoads().get(0).getWaiting()).isEqualTo(497);

        comes(heartbeat(POS));
        at(3_800);
        assertThat(lastReading().getLoads()).isEmpty();
    }

    private Reading lastReading() throws Exception {
        List<SpecificRecord> readings =
                told().stream().filter(Reading.class::isInstance).toList();
        return (Reading) readings.get(readings.size() - 1);
    }

    @Test
    void numbersOfTheRegistryAreAskedForAnewWhenADatabaseIsReadAgain() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(envelopes.end(POS, next(POS)));
        registry.lose();
        comes(envelopes.readAgain(POS, next(POS)));
        comes(record(POS, Table.STORE, "S2", "r", 5, "first"));

        assertThat(changes()).extracting(Change::name).contains("store/S1", "store/S2");
    }
}
