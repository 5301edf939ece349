package io.salesboard.jobs.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.QuarantinedRecord;
import java.time.Duration;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/** Of {@link ReadRows}: records that cannot be read or cannot be true. */
class LeaveOutRecordsTest extends ReadRowsScene {
    @Test
    void aRowThatCannotBeTrueIsLeftOutWithItsReasonAndQuarantined() throws Exception {
        bothLoaded();
        Row order = Row.empty(Table.POS_ORDER, "17", ++lsn, T);
        order.set(Table.POS_ORDER.textColumn("currency"), "USD");
        comes(envelopes.record(POS, next(POS), order, "u", 3, "false"));
        comes(envelopes.end(POS, next(POS)));

        Change change = changes().get(0);
        assertThat(change.row().present()).isFalse();
        assertThat(change.leftOut().reason()).isEqualTo("foreign_currency");
        QuarantinedRecord record = (QuarantinedRecord) framing.decode(
                harness.getSideOutput(TAGS.quarantine()).remove().getValue().value());
        assertThat(record.getReason()).isEqualTo("foreign_currency");
        assertThat(record.getOffset()).isEqualTo(1);
    }

    @Test
    void aRecordNobodyCanNameIsLeftOutForAWeek() throws Exception {
        bothLoaded();
        comes(new RawRecord(POS, 0, next(POS), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        LeftOut row = (LeftOut)
                told().stream().filter(LeftOut.class::isInstance).findFirst().orElseThrow();
        assertThat(row.getTable() + "/" + row.getKey()).isEqualTo("record/rows.pos@1");
        assertThat(row.getReason()).isEqualTo("undecodable");
        restart();
        at(Duration.ofDays(8).toMillis());
        comes(heartbeat(POS));
        assertThat(harness.getSideOutput(TAGS.told()).stream()
                        .map(told -> told.getValue().key()))
                .contains("left-out/record/rows.pos@1");
    }

    @Test
    void recordsNobodyCanNameLeaveTheListWhenTheirDatabaseIsReadAgain() throws Exception {
        bothLoaded();
        comes(new RawRecord(POS, 0, next(POS), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        comes(new RawRecord(CRM, 0, next(CRM), 0, new byte[] {9}, new byte[] {1, 2, 3}));
        restart();

        comes(envelopes.readAgain(POS, next(POS)));

        assertThat(harness.getSideOutput(TAGS.told()).stream()
                        .map(StreamRecord::getValue)
                        .filter(result -> result.value() == null)
                        .map(Result::key))
                .containsExactly("left-out/record/rows.pos@1");
    }

    @Test
    void aRowOfAnotherDatabaseIsNoneOfThisOne() throws Exception {
        bothLoaded();
        RawRecord store = store("S1");
        comes(new RawRecord(CRM, 0, next(CRM), 0, store.key(), store.value()));

        assertThat(changes()).isEmpty();
        assertThat(told())
                .filteredOn(LeftOut.class::isInstance)
                .extracting(told -> ((LeftOut) told).getTable() + " " + ((LeftOut) told).getReason())
                .containsExactly("record unknown_table");
    }

    @Test
    void anUnreadableRecordOfAMegabyteFitsIntoOneOfQuarantine() throws Exception {
        bothLoaded();
        comes(new RawRecord(POS, 0, next(POS), 0, store("S1").key(), new byte[1_048_000]));
        Result quarantined = harness.getSideOutput(TAGS.quarantine()).remove().getValue();
        assertThat(quarantined.value().length).isLessThan(1_001_000);
    }
}
