package io.salesboard.board.alerts;

import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AlertText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An alert as Alertmanager takes it: labels tell it from others and are what routes and silences go by, annotations are what is
 * read.
 *
 * @param labels the same for as long as the alert lasts
 * @param annotations what it says, in both languages
 * @param startsAt when it was raised
 * @param endsAt when it ended, or until when it counts as firing unless it is told again
 * @param generatorURL where to read more
 */
record PostedAlert(
        Map<String, String> labels,
        Map<String, String> annotations,
        String startsAt,
        String endsAt,
        String generatorURL) {
    /** Label of all alerts on sales, for routes. */
    static final String SOURCE = "sales";

    /** A message, such as a won deal, counts as firing for so long: time enough to tell it, also past a restart. */
    static final Duration MESSAGE = Duration.ofMinutes(10);

    /**
     * A firing or ended alert.
     *
     * @param now the time
     * @param lasts how long it counts as firing without being told again
     * @param page where the board shows alerts
     */
    static PostedAlert of(Alert alert, Instant now, Duration lasts, String page) {
        boolean fires = alert.getState() == AlertState.FIRING;
        Instant raised = Instant.ofEpochMilli(alert.getRaisedFrame());
        Instant ends = alert.getOnce()
                ? told(alert).plus(MESSAGE)
                : fires ? now.plus(lasts) : Instant.ofEpochMilli(alert.getEndedFrame());
        Instant starts = alert.getOnce() ? told(alert) : raised;
        return new PostedAlert(
                labels(alert),
                annotations(alert, page),
                starts.toString(),
                later(ends, starts).toString(),
                page);
    }

    /** When there was something to tell of it last: a message that is taken back is a message of its own. */
    static Instant told(Alert alert) {
        return Instant.ofEpochMilli(
                alert.getState() == AlertState.FIRING ? alert.getRaisedFrame() : alert.getEndedFrame());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static Map<String, String> labels(Alert alert) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("alertname", alert.getRule());
        labels.put("source", SOURCE);
        labels.put("scope", alert.getScope());
        labels.put("subject", alert.getSubject());
        labels.put("severity", alert.getSeverity());
        labels.put("receiver", alert.getReceiver());
        if (alert.getOnce()) {
            labels.put("message", alert.getId());
            labels.put("event", alert.getState() == AlertState.FIRING ? "told" : "revoked");
        }
        return labels;
    }

    private static Map<String, String> annotations(Alert alert, String page) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put("state", alert.getState().name().toLowerCase(java.util.Locale.ROOT));
        put(annotations, "vi", alert.getVi());
        put(annotations, "en", alert.getEn());
        annotations.put("link", page);
        return annotations;
    }

    private static void put(Map<String, String> annotations, String language, AlertText text) {
        annotations.put("title_" + language, text.getTitle());
        annotations.put("figure_" + language, text.getFigure());
        annotations.put("cause_" + language, text.getCause());
        annotations.put("action_" + language, text.getAction());
        annotations.put("end_" + language, text.getEnd() == null ? "" : text.getEnd());
    }
}
