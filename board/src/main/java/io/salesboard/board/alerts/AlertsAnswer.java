package io.salesboard.board.alerts;

import io.salesboard.alerts.AlertBook;
import io.salesboard.figures.Company;
import io.salesboard.figures.store.CellStore;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AlertText;
import io.salesboard.schemas.RuleBook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Answers which alerts fire, which ended and how, and which rules are in force; docs/architecture.md shows it. */
public final class AlertsAnswer {
    private static final Comparator<Alert> ORDER = Comparator.comparing(
                    (Alert alert) -> alert.getState() != AlertState.FIRING)
            .thenComparing(Comparator.comparingLong(AlertsAnswer::lastMoved).reversed())
            .thenComparing(Alert::getId);

    private final AlertBook book;
    private final AlertRelay relay;
    private final CellStore store;
    private final Company business;

    public AlertsAnswer(AlertBook book, AlertRelay relay, CellStore store, Company business) {
        this.book = book;
        this.relay = relay;
        this.store = store;
        this.business = business;
    }

    /** One rule that is not in force. */
    public record Refused(String place, String rule, String reason) {}

    /** The rules; null before the job said it. */
    public record RulesAnswer(List<String> accepted, List<Refused> refused) {}

    /** What an alert says in one language. */
    public record Text(String title, String figure, String cause, String action, String end) {
        static Text of(AlertText text) {
            return new Text(text.getTitle(), text.getFigure(), text.getCause(), text.getAction(), text.getEnd());
        }
    }

    /** One alert. */
    public record One(
            String id,
            String rule,
            String scope,
            String subject,
            String name,
            String severity,
            String receiver,
            String state,
            boolean once,
            boolean silenced,
            String since,
            String raised,
            String ended,
            String value,
            String threshold,
            Text vi,
            Text en) {}

    /** An Alertmanager. */
    public record Told(String address, boolean reached) {}

    /** The whole answer. */
    public record Answer(
            String asOf, String zone, boolean whole, RulesAnswer rules, List<Told> alertmanagers, List<One> alerts) {}

    /** What there is now. */
    public Answer now() {
        RuleBook rules = book.rules();
        return new Answer(
                business.asOf(store.state().closed()).toString(),
                business.calendar().zone().getId(),
                book.isWhole(),
                rules == null
                        ? null
                        : new RulesAnswer(
                                rules.getAccepted(),
                                rules.getRefused().stream()
                                        .map(one -> new Refused(one.getPlace(), one.getRule(), one.getReason()))
                                        .toList()),
                relay.reached().entrySet().stream()
                        .map(one -> new Told(one.getKey().toString(), one.getValue()))
                        .toList(),
                book.alerts().stream().sorted(ORDER).map(this::one).toList());
    }

    private One one(Alert alert) {
        return new One(
                alert.getId(),
                alert.getRule(),
                alert.getScope(),
                alert.getSubject(),
                alert.getName(),
                alert.getSeverity(),
                alert.getReceiver(),
                alert.getState().name().toLowerCase(Locale.ROOT),
                alert.getOnce(),
                alert.getState() == AlertState.FIRING && relay.isQuiet(alert),
                instant(alert.getSince()),
                instant(alert.getRaised()),
                instant(alert.getEnded()),
                alert.getValue(),
                alert.getThreshold(),
                Text.of(alert.getVi()),
                Text.of(alert.getEn()));
    }

    private static String instant(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).toString();
    }

    private static long lastMoved(Alert alert) {
        return Math.max(alert.getRaisedFrame(), alert.getEndedFrame());
    }
}
