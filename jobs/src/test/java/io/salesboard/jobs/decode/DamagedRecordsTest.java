package io.salesboard.jobs.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.Envelopes;
import io.salesboard.jobs.FakeRegistry;
import io.salesboard.schemas.QuarantineReason;
import io.salesboard.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the bytes are, a record is a row or unreadable: nothing else may come out, or the job would stop for ever. */
class DamagedRecordsTest {
    private final FakeRegistry registry = new FakeRegistry();
    private final RecordDecoder decoder = new RecordDecoder(new SchemaRegistry(registry.address()));
    private final Random random = new Random(20261123);

    @AfterEach
    void close() {
        registry.close();
    }

    private RawRecord record(byte[] key, byte[] value) {
        return recordOf(Table.STORE, key, value);
    }

    private static RawRecord recordOf(Table table, byte[] key, byte[] value) {
        String topic =
                table == Table.HEARTBEAT ? "rows.pos" : "rows." + table.source().key();
        return new RawRecord(topic, 0, 1, 0, key, value);
    }

    private byte[] keyOf(Table table) {
        return new Envelopes(registry).record(Row.absent(table, "17", 1, 1)).key();
    }

    /** Cut short, bytes changed, bits flipped, bytes put in; the schema's id is left as it is. */
    private byte[] damaged(byte[] framed) {
        byte[] bytes = framed.clone();
        if (random.nextInt(4) == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        if (bytes.length > 5 && random.nextInt(8) == 0) {
            bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(20));
        }
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 5; i--) {
            int at = 5 + random.nextInt(bytes.length - 5);
            bytes[at] = (byte) (random.nextBoolean() ? random.nextInt() : bytes[at] ^ (1 << random.nextInt(8)));
        }
        return bytes;
    }

    @Test
    void aDamagedRecordIsARowOrUnreadable() throws IOException {
        int rows = 0;
        int unreadable = 0;
        List<Table> sent = new ArrayList<>(Table.inDatabases());
        sent.add(Table.HEARTBEAT);
        for (Table table : sent) {
            byte[] key = keyOf(table);
            for (int n = 0; n < 2; n++) {
                byte[] value = table == Table.HEARTBEAT
                        ? new Envelopes(registry)
                                .record(Row.absent(table, "1", 1, 1))
                                .value()
                        : registry.frame(WrittenRow.of(table, random).envelope());
                for (int m = 0; m < 500; m++) {
                    boolean keyToo = random.nextInt(5) == 0;
                    try {
                        DecodedRecord decoded =
                                decoder.decode(recordOf(table, keyToo ? damaged(key) : key, damaged(value)));
                        rows += decoded.failure() == null ? 1 : 0;
                        unreadable += decoded.failure() == null ? 0 : 1;
                    } catch (UnreadableException e) {
                        unreadable++;
                    }
                }
            }
        }
        assertThat(rows).isGreaterThan(500);
        assertThat(unreadable).isGreaterThan(1000);
    }

    @Test
    void whereBothDecodersReadADamagedRecordTheyReadTheSame() {
        int both = 0;
        for (Table table : Table.inDatabases()) {
            for (int n = 0; n < 20; n++) {
                GenericRecord envelope = WrittenRow.of(table, random).envelope();
                byte[] framed = registry.frame(envelope);
                EnvelopeDecoder walker = EnvelopeWalker.of(envelope.getSchema(), table);
                EnvelopeDecoder generic = new GenericDecoder(envelope.getSchema(), table);
                for (int m = 0; m < 100; m++) {
                    byte[] bytes = damaged(framed);
                    Row walked = bytes.length < 5 ? null : rowOrNull(walker, bytes);
                    Row decoded = bytes.length < 5 ? null : rowOrNull(generic, bytes);
                    if (walked != null && decoded != null) {
                        both++;
                        assertThat(walked).isEqualTo(decoded);
                    }
                }
            }
        }
        assertThat(both).isGreaterThan(500);
    }

    private static Row rowOrNull(EnvelopeDecoder decoder, byte[] framed) {
        try {
            DecodedRecord decoded = decoder.decode("17", framed);
            return decoded.failure() == null ? decoded.row() : null;
        } catch (RuntimeException e) {
            return null;
        }
    }

    @Test
    void aLengthOfTwoGigabytesAsksForNoMemory() {
        byte[] key = keyOf(Table.STORE);
        byte[] huge = Arrays.copyOf(key, key.length + 10);
        byte[] length = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F}; // 2^31 - 1
        System.arraycopy(length, 0, huge, 5, length.length);
        assertUnreadable(record(huge, null), QuarantineReason.UNDECODABLE, "2147483647");
    }

    @Test
    void aKeyThatIsCutShortIsUnreadable() {
        byte[] key = keyOf(Table.STORE);
        assertUnreadable(record(Arrays.copyOf(key, key.length - 1), null), QuarantineReason.UNDECODABLE, "key");
        assertUnreadable(record(Arrays.copyOf(key, 3), null), QuarantineReason.UNDECODABLE, "the key (3 bytes)");
        assertUnreadable(record(null, null), QuarantineReason.MISSING_KEY, "no key");
        assertUnreadable(record(new byte[0], null), QuarantineReason.MISSING_KEY, "no key");
    }

    @Test
    void aKeyOfThousandsOfCharactersIsUnreadable() {
        byte[] key = new Envelopes(registry)
                .record(Row.absent(Table.STORE, "x".repeat(1001), 1, 1))
                .key();
        assertUnreadable(record(key, null), QuarantineReason.OUT_OF_RANGE, "1001 characters");
    }

    @Test
    void aSchemaNobodyKnowsAndATableNobodyReadsAreNamed() throws Exception {
        byte[] key = keyOf(Table.STORE);
        assertLeftOut(record(key, new byte[] {0, 0, 0, 9, 9, 1}), QuarantineReason.UNKNOWN_SCHEMA, "2313");
        assertLeftOut(record(key, new byte[] {1, 2, 3}), QuarantineReason.UNDECODABLE, "the value (3 bytes)");
        Schema invoice = Schema.createRecord("Envelope", null, "pos.public.invoice", false, List.of());
        byte[] value = registry.frame(new GenericData.Record(invoice));
        assertLeftOut(record(key, value), QuarantineReason.UNKNOWN_TABLE, "pos.public.invoice.Envelope");
        Schema text = Schema.create(Schema.Type.STRING);
        byte[] notARecord = {0, 0, 0, 0, (byte) registry.idOf(text), 0};
        assertLeftOut(record(key, notARecord), QuarantineReason.UNKNOWN_TABLE, "string");
        assertUnreadable(record(notARecord, value), QuarantineReason.UNKNOWN_TABLE, "invoice");
        assertUnreadable(record(notARecord, null), QuarantineReason.UNDECODABLE, "");
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNoReasonToGiveUpTheRecord() {
        byte[] key = keyOf(Table.STORE);
        RecordDecoder alone = new RecordDecoder(new SchemaRegistry(URI.create("http://127.0.0.1:1")));
        assertThatThrownBy(() -> alone.decode(record(key, key)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("http://127.0.0.1:1 refuses connections");
    }

    /** The row is known by its key, so it can leave the figures. */
    private void assertLeftOut(RawRecord record, QuarantineReason reason, String detail) throws Exception {
        DecodedRecord decoded = decoder.decode(record);
        assertThat(decoded.row()).isEqualTo(Row.absent(Table.STORE, "17", 0, 0));
        assertThat(decoded.failure().reason()).isEqualTo(reason);
        assertThat(decoded.failure()).hasMessageContaining(detail);
    }

    private void assertUnreadable(RawRecord record, QuarantineReason reason, String detail) {
        assertThatThrownBy(() -> decoder.decode(record))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(detail);
    }
}
