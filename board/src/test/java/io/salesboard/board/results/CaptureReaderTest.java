package io.salesboard.board.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.figures.ServedSchemas;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.ReadAgain;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class CaptureReaderTest {
    private static ConsumerRecord<byte[], byte[]> record(String key, byte[] value) {
        return new ConsumerRecord<>("capture", 0, 7, key.getBytes(StandardCharsets.UTF_8), value);
    }

    @Test
    void keepsTheLastStatusOfEachSourceAndPassesOverRequests() throws Exception {
        try (ServedSchemas schemas = new ServedSchemas(CaptureStatus.getClassSchema(), ReadAgain.getClassSchema())) {
            Instant now = Instant.parse("2026-11-23T03:00:00Z");
            CaptureReader reader = new CaptureReader(schemas.registry(), Clock.fixed(now, ZoneOffset.UTC));
            CaptureStatus older =
                    CaptureStatus.newBuilder().setSource("pos").setAt(1).build();
            CaptureStatus newer = CaptureStatus.newBuilder(older).setAt(2).build();
            ReadAgain request = ReadAgain.newBuilder()
                    .setSource("crm")
                    .setServer("")
                    .setReason("r")
                    .setAt(3)
                    .build();

            reader.handle(record("pos", schemas.framed(older)), false);
            reader.handle(record("pos", schemas.framed(newer)), false);
            reader.handle(record("read-again/crm", schemas.framed(request)), false);
            reader.handle(record("read-again/crm", null), false);
            reader.handle(record("crm", new byte[] {1}), false);

            assertThat(reader.heard()).isEqualTo(Map.of("pos", new CaptureReader.Heard(newer, now)));
        }
    }
}
