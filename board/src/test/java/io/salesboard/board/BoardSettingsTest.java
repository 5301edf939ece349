package io.salesboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import org.junit.jupiter.api.Test;

class BoardSettingsTest {
    private static final String REQUIRED =
            "bootstrap-servers=127.0.0.1:9092\nregistry=http://127.0.0.1:8083/apis/ccompat/v7\naccounts-dir=secret\n";

    private static BoardSettings parse(String properties) {
        return Settings.parse(properties, BoardSettings.class);
    }

    @Test
    void defaults() {
        assertThat(parse(REQUIRED))
                .isEqualTo(new BoardSettings(
                        "127.0.0.1",
                        8080,
                        "127.0.0.1:9092",
                        URI.create("http://127.0.0.1:8083/apis/ccompat/v7"),
                        ZoneId.of("Asia/Ho_Chi_Minh"),
                        Currency.getInstance("VND"),
                        "real",
                        LocalTime.of(8, 0),
                        LocalTime.of(22, 0),
                        Path.of("secret"),
                        null,
                        null,
                        null,
                        null,
                        null,
                        "Công ty",
                        "",
                        200,
                        1000,
                        500,
                        300,
                        500));
    }

    @Test
    void everyPropertyIsRead() {
        assertThat(
                        parse(
                                "bind-address=0.0.0.0\nport=9300\nbootstrap-servers=k:1\nregistry=http://r\nzone=Europe/Berlin\n"
                                        + "currency=USD\nbusiness-clock=2026-11-23T08:00:00Z/2018-06-30T10:00:00Z/60\nopens=09:30\n"
                                        + "closes=21:00\naccounts-dir=/s\npublic-url=https://sales.example.com\ntls-certificate=/c.pem\n"
                                        + "tls-key=/k.pem\nproxy=10.0.0.7,172.16.0.0/12\nidentity-provider=/id.properties\ncompany-name=Hoa Sen\n"
                                        + "alertmanagers=http://a:9093,http://b:9093\nmax-exported-reps=7\n"
                                        + "max-stream-clients=8\nmax-stream-views=9\nmax-streams-per-address=10\nmax-connections-per-address=11\n"))
                .isEqualTo(new BoardSettings(
                        "0.0.0.0",
                        9300,
                        "k:1",
                        URI.create("http://r"),
                        ZoneId.of("Europe/Berlin"),
                        Currency.getInstance("USD"),
                        "2026-11-23T08:00:00Z/2018-06-30T10:00:00Z/60",
                        LocalTime.of(9, 30),
                        LocalTime.of(21, 0),
                        Path.of("/s"),
                        URI.create("https://sales.example.com"),
                        Path.of("/c.pem"),
                        Path.of("/k.pem"),
                        "10.0.0.7,172.16.0.0/12",
                        Path.of("/id.properties"),
                        "Hoa Sen",
                        "http://a:9093,http://b:9093",
                        7,
                        8,
                        9,
                        10,
                        11));
    }

    @Test
    void unknownPropertyIsRefused() {
        assertThatThrownBy(() -> parse(REQUIRED + "ports=1\n"))
                .hasMessage("unknown setting 'ports'; did you mean 'port'?");
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> parse("registry=http://r\naccounts-dir=s\n"))
                .hasMessageContaining("setting 'bootstrap-servers' is missing; give one such as 127.0.0.1:9092");
        assertThatThrownBy(() -> parse(REQUIRED + "opens=22:00\ncloses=08:00\n"))
                .hasMessageContaining("setting 'opens': 22:00 is not before 'closes': 08:00");
        assertThatThrownBy(() -> parse(REQUIRED + "max-stream-views=-1\n"))
                .hasMessageContaining("setting 'max-stream-views': -1 is negative");
        assertThatThrownBy(() -> parse(REQUIRED + "max-connections-per-address=0\n"))
                .hasMessageContaining("setting 'max-connections-per-address': 0 is not above 0");
        assertThatThrownBy(() -> parse(REQUIRED + "tls-key=k.pem\n"))
                .hasMessageContaining("settings 'tls-certificate' and 'tls-key' belong together; one is missing");
        assertThatThrownBy(() -> parse(REQUIRED + "public-url=sales\n"))
                .hasMessageContaining("sales is no address such as https://sales.example.com");
        assertThatThrownBy(() -> parse(REQUIRED + "identity-provider=id.properties\n"))
                .hasMessageContaining("setting 'public-url' is missing; the identity provider sends people back there");
        assertThatThrownBy(() -> parse(REQUIRED + "proxy=nginx\n"))
                .hasMessageContaining("setting 'proxy': 'nginx' is no address such as 10.0.0.7 or fd00::7");
        assertThatThrownBy(() -> parse(REQUIRED + "port=70000\n"))
                .hasMessageContaining("70000 is not between 0 and 65535");
    }
}
