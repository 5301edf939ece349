package io.salesboard.board.results;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.board.results.CaptureIncidents.Found;
import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.Incident;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CaptureIncidentsTest {
    private static final Instant START = Instant.parse("2026-11-23T03:00:00Z");

    private final Map<String, CaptureReader.Heard> heard = new HashMap<>();
    private Instant now = START;
    private final CaptureIncidents incidents =
            new CaptureIncidents(() -> Map.copyOf(heard), Set.of("pos", "crm"), new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            });

    private void says(String source, Incident... said) {
        heard.put(
                source,
                new CaptureReader.Heard(
                        CaptureStatus.newBuilder()
                                .setSource(source)
                                .setAt(0)
                                .setIncidents(List.of(said))
                                .build(),
                        now));
    }

    private static Incident incident(String id, String place) {
        return Incident.newBuilder()
                .setId(id)
                .setPlace(place)
                .setSinceMillis(5)
                .setViWhat("hỏng")
                .setViNext("sửa")
                .setEnWhat("broken")
                .setEnNext("mend")
                .setSeverity("wrong")
                .build();
    }

    @Test
    void isSilentWhileTheWatchSaysThatAllIsWell() {
        says("pos");
        says("crm");
        now = START.plusSeconds(10);

        assertThat(incidents.now()).isEmpty();
    }

    @Test
    void tellsWhatTheWatchSaysWithItsSource() {
        Incident broken = incident("table_changed", "pos: pos_order.discount");
        says("pos", broken);
        says("crm");

        assertThat(incidents.now()).containsExactly(new Found("pos", broken));
    }

    @Test
    void tellsOnceWhatConcernsBothSources() {
        Incident away = incident("connect_away", "Kafka Connect");
        says("pos", away);
        says("crm", away);

        assertThat(incidents.now()).containsExactly(new Found("all", away));
    }

    @Test
    void saysThatTheWatchIsSilentAndSinceWhen() {
        says("pos");
        says("crm");
        now = START.plusSeconds(12);

        assertThat(incidents.now()).singleElement().satisfies(found -> {
            assertThat(found.source()).isEqualTo("all");
            assertThat(found.incident().getId()).isEqualTo("watch_silent");
            assertThat(found.incident().getEnWhat()).contains("silent for 12 s");
            assertThat(found.incident().getSinceMillis()).isEqualTo(START.toEpochMilli());
        });
    }

    @Test
    void saysWhichSourceTheWatchDoesNotSpeakOf() {
        says("crm");
        now = START.plusSeconds(8);
        says("crm");
        now = START.plusSeconds(11);

        assertThat(incidents.now()).singleElement().satisfies(found -> {
            assertThat(found.source()).isEqualTo("pos");
            assertThat(found.incident().getPlace()).isEqualTo("capture watch: pos");
        });
    }

    @Test
    void aWatchThatNeverSpokeIsSilentSinceTheStart() {
        now = START.plusSeconds(30);

        assertThat(incidents.now())
                .extracting(found -> found.incident().getSinceMillis())
                .containsExactly(START.toEpochMilli());
    }
}
