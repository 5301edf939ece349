package io.salesboard.board.api;

import io.salesboard.schemas.IncidentKind;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of the job and its results: that they are missing, that it is silent, what its start had to skip. */
final class ReaderIncidents {
    private static final long SILENT_AFTER = Duration.ofSeconds(5).toMillis();
    private static final long NOTE_STANDS = Duration.ofMinutes(10).toMillis();
    private static final String PLACE = "job kpi";

    private ReaderIncidents() {}

    /** Whether what the reader told last is too old to be true of now. */
    static boolean isSilent(Reading reading, Instant now) {
        return now.toEpochMilli() - reading.getAt() > SILENT_AFTER;
    }

    /**
     * @param reading what the reader told last, or null before it did
     * @param missing whether there is no topic of results
     */
    static List<Incident> of(Reading reading, boolean missing, Instant now) {
        List<Incident> incidents = new ArrayList<>();
        if (missing) {
            Instant since = reading == null ? now : Instant.ofEpochMilli(reading.getAt());
            incidents.add(new Incident(
                    IncidentKind.TOPIC_LOST.key(),
                    Incident.ALL,
                    "topic " + Topics.RESULTS.name(),
                    since.toString(),
                    new Incident.Words(
                            "Chủ đề " + Topics.RESULTS.name() + " không còn trong Kafka",
                            "Tạo lại chủ đề: chạy setup-topics, hoặc khởi động lại ./salesboard demo; số liệu được tính lại"),
                    new Incident.Words(
                            "The topic " + Topics.RESULTS.name() + " is missing in Kafka",
                            "Create it again: run setup-topics, or start ./salesboard demo again; figures are computed anew"),
                    IncidentKind.TOPIC_LOST.severity().key()));
        }
        if (reading == null) {
            return incidents;
        }
        if (isSilent(reading, now)) {
            incidents.add(new Incident(
                    IncidentKind.JOB_SILENT.key(),
                    Incident.ALL,
                    PLACE,
                    Instant.ofEpochMilli(reading.getAt()).toString(),
                    new Incident.Words(
                            "Tiến trình tính số liệu không trả lời",
                            "Xem trang Flink và nhật ký của job; khởi động lại job"),
                    new Incident.Words(
                            "The job that computes the figures is silent",
                            "Look at Flink's page and the job's log; start the job again"),
                    IncidentKind.JOB_SILENT.severity().key()));
        }
        if (reading.getReason() != null && now.toEpochMilli() - reading.getSince() < NOTE_STANDS) {
            incidents.add(new Incident(
                    IncidentKind.STATE_NOT_USED.key(),
                    Incident.ALL,
                    PLACE,
                    Instant.ofEpochMilli(reading.getSince()).toString(),
                    new Incident.Words(
                            "Khởi động không dùng được trạng thái đã lưu: " + reading.getReason(),
                            "Không cần làm gì nếu số liệu đã đủ; xem lại ổ đĩa lưu checkpoint"),
                    new Incident.Words(
                            "The start could not use what was saved: " + reading.getReason(),
                            "Nothing, once figures are complete; look after the disk that keeps the checkpoints"),
                    IncidentKind.STATE_NOT_USED.severity().key()));
        }
        return incidents;
    }
}
