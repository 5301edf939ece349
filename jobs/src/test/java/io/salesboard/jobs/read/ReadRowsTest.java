package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.SourceProgress;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.junit.jupiter.api.Test;

class ReadRowsTest extends ReadRowsScene {
    @Test
    void aTransactionIsPassedOnWhenItIsOverAndTheFrameClosesWithIt() throws Exception {
        bothLoaded();
        comes(store("S1"));
        at(500);
        comes(store("S2"));
        assertThat(changes()).isEmpty();

        comes(envelopes.end(POS, next(POS)));

        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S1", "store/S2");
        assertThat(closed()).hasSize(1);
    }

    @Test
    void theNextTransactionOrAHeartbeatEndsOneToo() throws Exception {
        bothLoaded();
        comes(store("S1"));
        at(50);
        transaction = 2;
        comes(store("S2"));
        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S1");
        assertThat(closed()).as("that of the first").hasSize(1);

        at(100);
        comes(heartbeat(POS));

        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S2");
        assertThat(closed()).hasSize(1);
    }

    @Test
    void framesOfTheOthersCloseWhileATransactionArrives() throws Exception {
        bothLoaded();
        comes(store("S1"));
        at(50);
        comes(team("T1"));
        comes(envelopes.end(CRM, next(CRM)));

        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("team/T1");
        assertThat(closed()).hasSize(1);
        FrameMark mark = lastMark();
        assertThat(of("pos", mark.getSources()).getOffset())
                .as("up to where pos is shown")
                .isEqualTo(1);
        at(1_000);
        comes(envelopes.end(POS, next(POS)));
        assertThat(harness.extractOutputValues()).extracting(Change::name).containsExactly("store/S1");
        assertThat(closed()).hasSize(1);
        assertThat(of("pos", lastMark().getSources()).getOffset()).isEqualTo(3);
    }

    @Test
    void whatIsKeptBackSurvivesARestartAndHoldsNoFrame() throws Exception {
        bothLoaded();
        comes(store("S1"));
        comes(new RawRecord(POS, 0, next(POS), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        restart();
        at(2_000);
        assertThat(closed()).isNotEmpty();
        comes(store("S2"));
        assertThat(changes()).isEmpty();

        comes(envelopes.end(POS, next(POS)));

        assertThat(changes()).extracting(Change::name).containsExactly("store/S1", "store/S2");
        assertThat(told())
                .as("what cannot be read is said once")
                .filteredOn(LeftOut.class::isInstance)
                .hasSize(1);
    }

    @Test
    void aTransactionTooLargeToBeKeptBackIsPassedOnAsItComesAndHoldsTheFrame() throws Exception {
        harness.close();
        start(null, 1_000);
        bothLoaded();
        for (int i = 0; i < 5; i++) {
            comes(store("S" + i));
        }
        assertThat(changes()).as("what came until it was too large").hasSizeBetween(2, 5);
        at(2_000);
        comes(team("T1"));
        comes(envelopes.end(CRM, next(CRM)));
        assertThat(closed()).isEmpty();

        comes(store("S9"));
        comes(envelopes.end(POS, next(POS)));

        assertThat(closed()).hasSize(1);
    }

    @Test
    void aFrameIsAtLeastTwentyMillisecondsAndTheTickClosesIt() throws Exception {
        bothLoaded();
        at(40);
        comes(heartbeat(POS));
        assertThat(closed()).containsExactly(T + 40);
        comes(heartbeat(POS));
        assertThat(closed()).isEmpty();

        at(60);

        assertThat(closed()).containsExactly(T + 41);
    }

    @Test
    void whenNothingComesTheClockGoesOnOnceASecond() throws Exception {
        bothLoaded();
        for (long millis = 100; millis <= 5_000; millis += 10) {
            at(millis);
        }
        assertThat(closed()).hasSizeBetween(4, 5).isSorted();
    }

    @Test
    void everythingOfAFrameHasItsNumberAndTheMarkSaysUpToWhereEachSourceIsRead() throws Exception {
        bothLoaded();
        at(100);
        comes(store("S1"));
        long rowLsn = lsn;
        comes(heartbeat(POS, T + 90));

        List<Change> changes = changes();
        assertThat(changes).hasSize(1);
        FrameMark mark = lastMark();
        assertThat(Frames.of(changes.get(0).row().time())).isEqualTo(mark.getVersion());
        assertThat(mark.getClosed()).isEqualTo(T + 100);
        SourceProgress pos = of("pos", mark.getSources());
        assertThat(pos.getRowLsn()).isEqualTo(rowLsn);
        assertThat(pos.getLsn()).isEqualTo(rowLsn + 1);
        assertThat(pos.getCommitted()).isEqualTo(T + 90);
        assertThat(pos.getOffset()).isEqualTo(3);
        assertThat(pos.getRows()).isEqualTo(1);
    }

    @Test
    void numbersGrowWhateverTheClockDoesAndWhateverWasPublished() throws Exception {
        harness.close();
        logs.published(T + 3_600_000, "mark");
        start(null);
        comes(heartbeat(POS));
        comes(heartbeat(CRM));
        at(20);
        assertThat(closed()).containsExactly(T + 3_600_001);
        comes(heartbeat(POS));
        at(40);
        assertThat(closed()).containsExactly(T + 3_600_002);
        assertThat(lastMark().getClosed()).as("the time is content").isEqualTo(T + 40);
    }

    @Test
    void aStepOfAServersClockChangesNothingButWhatIsSaidOfItsAge() throws Exception {
        bothLoaded();
        at(100);
        comes(heartbeat(POS, T + 3_600_000));
        assertThat(closed()).containsExactly(T + 100);
        assertThat(of("pos", lastMark().getSources()).getCommitted()).isEqualTo(T + 3_600_000);
        at(200);
        comes(heartbeat(POS, T + 200));
        assertThat(closed()).containsExactly(T + 200);
        assertThat(of("pos", lastMark().getSources()).getCommitted()).isEqualTo(T + 200);
    }

    @Test
    void aLongTransactionIsAppliedInStepsAndShownAtOnce() throws Exception {
        bothLoaded();
        for (int i = 0; i < 150_000; i++) {
            comes(store("S" + i));
        }
        at(10_000);
        assertThat(changes()).isEmpty();

        comes(envelopes.end(POS, next(POS)));
        at(10_020);

        assertThat(harness.getOutput().stream().filter(Watermark.class::isInstance))
                .as("five steps and the end")
                .hasSize(6);
        assertThat(closed()).hasSize(1);
    }
}
