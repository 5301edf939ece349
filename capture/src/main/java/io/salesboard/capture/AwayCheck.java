package io.salesboard.capture;

import io.salesboard.schemas.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Whether all that has to be looked at can be looked at. */
final class AwayCheck {
    private static final Duration BLIND = Duration.ofSeconds(5);

    private final Source source;
    private final List<Finding> findings = new ArrayList<>();

    private AwayCheck(Source source) {
        this.source = source;
    }

    /** What is to be said of it. */
    static List<Finding> check(Source source, Sight sight) {
        AwayCheck check = new AwayCheck(source);
        check.look(sight);
        return check.findings;
    }

    private void look(Sight sight) {
        Instant now = sight.now();
        if (sight.server().blindFor(BLIND, now)) {
            away(
                    IncidentKind.DATABASE_AWAY,
                    source.name(),
                    "cơ sở dữ liệu " + source.name(),
                    "the database " + source.name(),
                    sight.server().why(now),
                    "xem máy chủ tại " + source.url() + " có chạy không, địa chỉ và mật khẩu của " + source.user()
                            + " có đúng không",
                    "see whether the server at " + source.url() + " runs, and whether address and password of "
                            + source.user() + " are right");
        } else if (sight.tables().blindFor(BLIND.multipliedBy(2), now)) {
            away(
                    IncidentKind.DATABASE_AWAY,
                    source.name() + ": catalogue",
                    "danh mục bảng của " + source.name(),
                    "the catalogue of " + source.name(),
                    sight.tables().why(now),
                    "xem tải của máy chủ và log của nó",
                    "look at the server's load and log");
        }
        if (sight.connectors().blindFor(BLIND, now)) {
            away(
                    IncidentKind.CONNECT_AWAY,
                    "Kafka Connect",
                    "Kafka Connect",
                    "Kafka Connect",
                    sight.connectors().why(now),
                    "khởi động lại Kafka Connect và xem log của nó",
                    "start Kafka Connect again and look at its log");
        } else if (sight.position().blindFor(BLIND.multipliedBy(4), now)) {
            away(
                    IncidentKind.CONNECT_AWAY,
                    source.name() + ": " + source.connector(),
                    "vị trí đã đọc của " + source.connector(),
                    "the stored position of " + source.connector(),
                    sight.position().why(now),
                    "khởi động lại Kafka Connect và xem log của nó",
                    "start Kafka Connect again and look at its log");
        }
        if (sight.topic().blindFor(BLIND.multipliedBy(2), now)) {
            away(
                    IncidentKind.TOPIC_LOST,
                    source.name() + ": " + source.topic(),
                    "chủ đề " + source.topic(),
                    "the topic " + source.topic(),
                    sight.topic().why(now),
                    "xem Kafka có chạy không và log của nó",
                    "see whether Kafka runs, and look at its log");
        }
        if (sight.registry().blindFor(BLIND.multipliedBy(2), now)) {
            away(
                    IncidentKind.REGISTRY_AWAY,
                    "registry",
                    "kho lược đồ",
                    "the schema registry",
                    sight.registry().why(now),
                    "khởi động lại kho lược đồ và xem log của nó",
                    "start the registry again and look at its log");
        }
    }

    private void away(IncidentKind kind, String place, String vi, String en, String why, String viNext, String enNext) {
        findings.add(new Finding(
                kind,
                place,
                new Finding.Words("không hỏi được " + vi + ": " + why, viNext),
                new Finding.Words(en + " cannot be asked: " + why, enNext)));
    }
}
