package io.salesboard.alerts;

import io.salesboard.alerts.AlertWatch.Said;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.RepDeal;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AlertText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells of each won opportunity once, and takes that back when it is won no longer. Only what was won within the last day is news:
 * whatever is older came with a snapshot or an import. At the very first start nothing is news.
 */
final class WonDeals {
    private static final String OPPORTUNITY = "opportunity";
    private static final Duration NEWS = Duration.ofDays(1);

    /** Rule of the records that only remember that a deal was there; never published. */
    private static final String SEEN = "";

    /** The deals of the last day that were there when watching began, to when they were won. */
    private final Map<String, Long> seen = new HashMap<>();

    /** Whether a frame was judged before: what is there at the very first is no news. */
    private boolean begun;

    WonDeals(Collection<Alert> remembered) {
        for (Alert alert : remembered) {
            if (isMarker(alert)) {
                begun = true;
                seen.put(alert.getSubject(), alert.getSince());
            }
        }
    }

    static boolean isMarker(Alert alert) {
        return alert.getRule().equals(SEEN);
    }

    /** What remembers the deals that were seen; one at least once a frame was judged. */
    List<Alert> markers() {
        List<Alert> markers = new ArrayList<>();
        seen.forEach((id, at) -> markers.add(marker(id, at)));
        if (begun && markers.isEmpty()) {
            markers.add(marker("", 0));
        }
        return markers;
    }

    private static Alert marker(String deal, long at) {
        AlertText none = new AlertText("", "", "", "", null);
        return Alert.newBuilder()
                .setId(SEEN)
                .setRule(SEEN)
                .setScope("")
                .setSubject(deal)
                .setName("")
                .setSeverity("")
                .setReceiver("")
                .setUnit("")
                .setStart(0)
                .setState(AlertState.PENDING)
                .setSince(at)
                .setSinceFrame(0)
                .setValue("")
                .setThreshold("")
                .setVi(none)
                .setEn(none)
                .build();
    }

    /** @param told all messages, by id */
    void judge(Measuring measuring, Rule rule, Map<String, Alert> told, List<Said> said) {
        Reading reading = measuring.reading();
        if (begun) {
            for (RepDeal deal : recent(reading)) {
                boolean news = !seen.containsKey(deal.deal().getId()) && !told.containsKey(idOf(rule, deal));
                if (news && isMeant(rule, deal, reading)) {
                    tell(measuring, rule, deal, told, said);
                }
            }
        }
        revoke(measuring, rule, told, said);
    }

    private static boolean isMeant(Rule rule, RepDeal deal, Reading reading) {
        BigDecimal amount = reading.decimals().money(deal.deal().getAmount());
        return rule.limit().raises(amount)
                && (rule.ids().isEmpty() || rule.ids().contains(deal.rep()))
                && !deal.rep().equals(Scope.UNASSIGNED);
    }

    private static List<RepDeal> recent(Reading reading) {
        long now = reading.asOf().toEpochMilli();
        return reading.store().deals().stream()
                .filter(deal -> deal.deal().getKind().equals(OPPORTUNITY))
                .filter(deal -> deal.deal().getAt() <= now && deal.deal().getAt() > now - NEWS.toMillis())
                .toList();
    }

    private static void tell(Measuring measuring, Rule rule, RepDeal deal, Map<String, Alert> told, List<Said> said) {
        Reading reading = measuring.reading();
        Words words = new Words(measuring);
        Alert message = Alert.newBuilder()
                .setId(idOf(rule, deal))
                .setRule(rule.id())
                .setScope(Scope.REP.key())
                .setSubject(deal.rep())
                .setName(reading.name(Scope.REP, deal.rep()))
                .setSeverity(rule.severity().key())
                .setReceiver(rule.receiver())
                .setOnce(true)
                .setUnit(WindowUnit.DAY.key())
                .setStart(reading.today())
                .setState(AlertState.FIRING)
                .setSince(deal.deal().getAt())
                .setSinceFrame(reading.store().version())
                .setRaised(reading.asOf().toEpochMilli())
                .setRaisedFrame(reading.store().version())
                .setValue(reading.decimals().money(deal.deal().getAmount()).toPlainString())
                .setThreshold(rule.limit().raise().toPlainString())
                .setVi(words.won(Written.VI, rule, deal))
                .setEn(words.won(Written.EN, rule, deal))
                .build();
        told.put(message.getId(), message);
        said.add(new Said(message.getId(), message));
    }

    private static String idOf(Rule rule, RepDeal deal) {
        return rule.id() + "/" + OPPORTUNITY + "/" + deal.deal().getId();
    }

    /** A deal that was told and is in nobody's list any more, though it would be, was not won after all. */
    private static void revoke(Measuring measuring, Rule rule, Map<String, Alert> told, List<Said> said) {
        Reading reading = measuring.reading();
        Set<String> won = new HashSet<>();
        reading.store().deals().stream()
                .filter(deal -> deal.deal().getKind().equals(OPPORTUNITY))
                .forEach(deal -> won.add(idOf(rule, deal)));
        Words words = new Words(measuring);
        for (Alert message : List.copyOf(told.values())) {
            boolean live = message.getRule().equals(rule.id()) && message.getOnce() && message.getEnded() == null;
            if (live && !won.contains(message.getId()) && wouldBeListed(reading, message)) {
                Alert over = AlertWatch.over(message, AlertState.WITHDRAWN, reading, words::revoked);
                told.put(over.getId(), over);
                said.add(new Said(over.getId(), over));
            }
        }
    }

    /** A list has a rep's latest deals only: what is older than the oldest of a full one has left it because of newer ones. */
    private static boolean wouldBeListed(Reading reading, Alert message) {
        long won = message.getSince();
        boolean recent = won > reading.asOf().minus(NEWS).toEpochMilli();
        List<RepDeal> list = reading.store().dealsOf(message.getSubject());
        boolean full = list.size() >= Reading.DEALS;
        return recent && (!full || won > list.get(list.size() - 1).deal().getAt());
    }

    /** What is there at the very first frame is no news later; what comes after it is, until it was told. */
    void endFrame(Reading reading) {
        long oldest = reading.asOf().minus(NEWS).toEpochMilli();
        seen.values().removeIf(at -> at <= oldest);
        if (!begun) {
            recent(reading)
                    .forEach(deal -> seen.put(deal.deal().getId(), deal.deal().getAt()));
        }
        begun = true;
    }
}
