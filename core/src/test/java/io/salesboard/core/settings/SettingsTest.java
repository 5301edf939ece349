package io.salesboard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    /** Some settings of every type that is used. */
    public record Sample(
            String bindAddress,
            Integer port,
            Duration checkpointInterval,
            ZoneId zone,
            Currency currency,
            LocalTime opens,
            URI registry) {
        public Sample {
            port = port == null ? 8080 : port;
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("port = " + port + " is not between 1 and 65535");
            }
        }
    }

    /** Settings with a path. */
    public record Place(Path directory) {}

    @Test
    void takesAPathAsItIs() {
        for (String path : new String[] {"/bán hàng/d's #1 [x] (a & b)", "/a: b/c:d", "relative/d"}) {
            assertThat(Settings.parse("directory=" + path + "\n", Place.class)).isEqualTo(new Place(Path.of(path)));
        }
    }

    @Test
    void readsKebabCaseKeysIntoTheirTypes() {
        Sample sample = Settings.parse("""
                # a comment
                bind-address = 127.0.0.1
                port = 9701
                checkpoint-interval = PT5S
                zone = Asia/Ho_Chi_Minh
                currency = VND
                opens = 08:00
                registry = http://127.0.0.1:8083/apis/ccompat/v7
                """, Sample.class);
        assertThat(sample)
                .isEqualTo(new Sample(
                        "127.0.0.1",
                        9701,
                        Duration.ofSeconds(5),
                        ZoneId.of("Asia/Ho_Chi_Minh"),
                        Currency.getInstance("VND"),
                        LocalTime.of(8, 0),
                        URI.create("http://127.0.0.1:8083/apis/ccompat/v7")));
    }

    @Test
    void whatIsLeftOutTakesItsDefault() {
        assertThat(Settings.parse("", Sample.class).port()).isEqualTo(8080);
        assertThat(Settings.parse("# nothing\n", Sample.class).port()).isEqualTo(8080);
    }

    @Test
    void anUnknownKeyIsRefusedWithTheNearestOne() {
        assertThatThrownBy(() -> Settings.parse("bind-adress = 127.0.0.1", Sample.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown setting 'bind-adress'; did you mean 'bind-address'?");
        assertThatThrownBy(() -> Settings.parse("checkpointInterval = PT5S", Sample.class))
                .hasMessageContaining("did you mean 'checkpoint-interval'?");
    }

    @Test
    void aWrongValueNamesItsKeyAndTheValue() {
        assertThatThrownBy(() -> Settings.parse("port = eighty", Sample.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'port'")
                .hasMessageContaining("eighty");
        assertThatThrownBy(() -> Settings.parse("checkpoint-interval = 5 seconds", Sample.class))
                .hasMessageContaining("'checkpoint-interval'")
                .hasMessageContaining("5 seconds");
        assertThatThrownBy(() -> Settings.parse("zone = Asia/Saign", Sample.class))
                .hasMessageContaining("'zone'")
                .hasMessageContaining("Asia/Saign");
        assertThatThrownBy(() -> Settings.parse("currency = DONG", Sample.class))
                .hasMessageContaining("'currency'")
                .hasMessageContaining("DONG");
        assertThatThrownBy(() -> Settings.parse("port = 0", Sample.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port = 0 is not between 1 and 65535");
    }

    @Test
    void anErrorInAFileNamesTheFile() throws Exception {
        Path file = Files.writeString(directory.resolve("board.properties"), "prot = 1\n");
        assertThatThrownBy(() -> Settings.read(file, Sample.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("did you mean 'port'?");
        assertThatThrownBy(() -> Settings.read(directory.resolve("none"), Sample.class))
                .hasMessageContaining("cannot read the settings file")
                .hasMessageContaining("none");
    }
}
