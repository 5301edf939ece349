package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.settings.Settings;
import io.salesboard.core.time.BusinessClock;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class KpiSettingsTest {
    private static final String LEAST = """
            bootstrap-servers = 127.0.0.1:9704
            registry = http://127.0.0.1:9703/apis/ccompat/v7
            checkpoint-dir = data/checkpoints
            """;

    private static KpiSettings read(String text) {
        return Settings.parse(text, KpiSettings.class);
    }

    @Test
    void defaults() {
        assertThat(read(LEAST))
                .isEqualTo(new KpiSettings(
                        "127.0.0.1:9704",
                        URI.create("http://127.0.0.1:9703/apis/ccompat/v7"),
                        ZoneId.of("Asia/Ho_Chi_Minh"),
                        Currency.getInstance("VND"),
                        "real",
                        "Công ty",
                        LocalTime.of(8, 0),
                        LocalTime.of(22, 0),
                        null,
                        "data/checkpoints",
                        Duration.ofSeconds(10),
                        2,
                        "127.0.0.1",
                        8081,
                        null,
                        96,
                        Duration.ofDays(3653),
                        Duration.ofDays(7),
                        16));
    }

    @Test
    void everyPropertyIsRead() {
        KpiSettings settings = read(LEAST + """
                zone = Europe/Berlin
                currency = EUR
                business-clock = 2026-11-23T08:00:00Z/2018-06-30T10:00:00Z/60
                company-name = Hoa Sen
                opens = 09:00
                closes = 18:00
                alert-rules = rules/sales.yml
                checkpoint-interval = PT30S
                parallelism = 7
                bind-address = 127.0.0.2
                rest-port = 9701
                state-dir = data/state
                state-memory-mib = 512
                day-retention = P1100D
                deleted-row-retention = P2D
                deleted-row-memory-mib = 64
                """);
        KpiSettings defaults = read(LEAST);
        assertThat(settings.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(settings.accounting().currency()).isEqualTo(Currency.getInstance("EUR"));
        assertThat(settings.clock().speed()).isEqualTo(60);
        assertThat(settings.checkpointInterval()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.parallelism()).isEqualTo(7);
        assertThat(settings.bindAddress()).isEqualTo("127.0.0.2");
        assertThat(settings.restPort()).isEqualTo(9701);
        assertThat(settings.deletedRowRetention()).isEqualTo(Duration.ofDays(2));
        assertThat(defaults.clock()).isEqualTo(BusinessClock.REAL);
        // A component that is added has to be added here: each but the three without a default differs from it.
        long different = Arrays.stream(KpiSettings.class.getRecordComponents())
                .filter(component -> !value(component, settings).equals(value(component, defaults)))
                .count();
        assertThat(different).isEqualTo(KpiSettings.class.getRecordComponents().length - 3);
    }

    private static Object value(RecordComponent component, KpiSettings settings) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void unknownPropertyIsRefused() {
        assertThatThrownBy(() -> read(LEAST + "checkpoint-dirs = x\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown setting 'checkpoint-dirs'; did you mean 'checkpoint-dir'?");
    }

    @Test
    void whatIsMissingOrImpossibleIsNamed() {
        assertThatThrownBy(() -> read("registry = http://127.0.0.1:9703\n"))
                .hasMessageContaining("setting 'bootstrap-servers' is missing; for instance");
        assertThatThrownBy(() -> read(LEAST + "parallelism = 0\n")).hasMessageContaining("parallelism = 0");
        assertThatThrownBy(() -> read(LEAST + "parallelism = 129\n")).hasMessageContaining("between 1 and 128");
        assertThatThrownBy(() -> read(LEAST + "business-clock = soon\n")).hasMessageContaining("'soon'");
        assertThatThrownBy(() -> read(LEAST + "checkpoint-interval = PT0S\n"))
                .hasMessageContaining("checkpoint-interval");
        assertThatThrownBy(() -> read(LEAST + "deleted-row-retention = PT0S\n"))
                .hasMessageContaining("deleted-row-retention");
    }
}
