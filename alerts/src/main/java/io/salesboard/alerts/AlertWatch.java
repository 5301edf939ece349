package io.salesboard.alerts;

import io.salesboard.figures.Reading;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AlertText;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.Moved;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Judges readings by rules, one after the other, and remembers what it said: an alert is raised once, when its figure has been
 * beyond the limit for as long as the rule asks, and ends once, when the figure is back behind the limit that clears it.
 *
 * <p>It ends as <em>withdrawn</em> where the figure would still be beyond the limit had nobody corrected, after the alert was
 * raised, what is dated before that: then its cause was a mistake. Else it is <em>resolved</em>: the business went on. The
 * corrections are taken out of the sums and the figure is computed again, so this is no guess.
 *
 * <p>Pure: the same readings and rules say the same. Ended alerts are kept for {@link #KEPT} of business time.
 */
public final class AlertWatch {
    /** How long an ended alert is shown. */
    public static final Duration KEPT = Duration.ofDays(35);

    /** Of more corrections at once only the newest are looked at. */
    private static final int LOOKED_AT = 500;

    private static final Comparator<Correction> NEWEST_FIRST =
            Comparator.comparingLong(Correction::getFrame).reversed().thenComparing(Correction::getObject);

    /** Pending and firing ones, by rule and subject; an alert of a later window replaces that of an earlier one. */
    private final Map<String, Alert> open = new TreeMap<>();

    /** By id. */
    private final Map<String, Alert> ended = new LinkedHashMap<>();

    private final WonDeals deals;
    private final Map<String, String> failures = new TreeMap<>();

    /** The frame judged last; 0 before the first. */
    private long judged;

    /** Corrections up to this frame say nothing: they came with a load, in which everything is late. */
    private long loadedUntil;

    /**
     * What there is to publish.
     *
     * @param id key in the topic of alerts
     * @param alert as it is now; null where it is not kept any more
     */
    public record Said(String id, Alert alert) {}

    /** @param remembered what {@link #memory} said; empty at the very first start, when no deal is news */
    public AlertWatch(Collection<Alert> remembered) {
        deals = new WonDeals(remembered);
        for (Alert alert : remembered) {
            if (WonDeals.isMarker(alert)) {
                continue;
            }
            if (alert.getEnded() != null || alert.getOnce()) {
                ended.put(alert.getId(), alert);
            } else {
                open.put(nameOf(alert.getRule(), alert.getScope(), alert.getSubject()), alert);
            }
        }
    }

    /** Everything that must be known to go on after a restart. */
    public List<Alert> memory() {
        return Stream.of(open.values(), ended.values(), deals.markers())
                .flatMap(Collection::stream)
                .toList();
    }

    /** What is published of this memory: all that is not pending. */
    public List<Said> known() {
        return Stream.concat(open.values().stream(), ended.values().stream())
                .filter(alert -> alert.getState() != AlertState.PENDING)
                .map(alert -> new Said(alert.getId(), alert))
                .toList();
    }

    /** Everything up to a frame was read in one go, after a start or a load: what it corrected it corrected before. */
    public void loadedUntil(long frame) {
        loadedUntil = frame;
    }

    /** The rules that could not be judged in the last frame, by id, with what went wrong. */
    public Map<String, String> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /** Judges the figures of one frame. */
    public List<Said> judge(Reading reading, Rules rules) {
        List<Said> said = new ArrayList<>();
        Measuring measuring = new Measuring(reading);
        Set<String> looked = new HashSet<>();
        failures.clear();
        for (Rule rule : rules.accepted()) {
            try {
                if (rule.comparison() == Comparison.WON_DEAL) {
                    deals.judge(measuring, rule, ended, said);
                } else {
                    judge(measuring, rule, looked, said);
                }
            } catch (RuntimeException e) {
                // One rule must not keep the others from being judged; whoever asks is told.
                failures.put(rule.id(), String.valueOf(e));
                open.values().stream()
                        .filter(alert -> alert.getRule().equals(rule.id()))
                        .forEach(alert -> looked.add(nameOf(alert.getRule(), alert.getScope(), alert.getSubject())));
            }
        }
        deals.endFrame(reading);
        endOthers(measuring, rules, looked, said);
        forget(reading, said);
        judged = reading.store().version();
        return said;
    }

    private void judge(Measuring measuring, Rule rule, Set<String> looked, List<Said> said) {
        long start = measuring.window(rule).start();
        boolean mayRaise = measuring.mayRaise(rule);
        for (String subject : measuring.subjects(rule)) {
            String name = nameOf(rule.id(), rule.scope().key(), subject);
            looked.add(name);
            Alert alert = open.get(name);
            if (alert != null && alert.getStart() != start && rule.comparison() != Comparison.NO_SALE) {
                end(alert, AlertState.RESOLVED, measuring, new Words(measuring)::periodOver, said);
                alert = null;
            }
            BigDecimal figure = measuring.figure(rule, subject);
            if (alert != null && alert.getState() == AlertState.FIRING) {
                judgeFiring(measuring, rule, alert, figure, said);
            } else {
                judgePending(measuring, rule, subject, alert, mayRaise ? figure : null, said);
            }
        }
    }

    private void judgePending(
            Measuring measuring, Rule rule, String subject, Alert pending, BigDecimal figure, List<Said> said) {
        String name = nameOf(rule.id(), rule.scope().key(), subject);
        if (figure == null || !rule.limit().raises(figure)) {
            open.remove(name);
            return;
        }
        Reading reading = measuring.reading();
        long now = reading.asOf().toEpochMilli();
        long since = judged == 0 ? reading.store().version() : judged + 1;
        Alert alert = pending == null ? pending(measuring, rule, subject, figure, since) : pending;
        open.put(name, alert);
        if (now - alert.getSince() >= rule.hold().toMillis()) {
            Alert raised = raised(measuring, rule, alert, figure);
            open.put(name, raised);
            said.add(new Said(raised.getId(), raised));
        }
    }

    /** @param since the first frame that may have made it so: those in between were not judged */
    private static Alert pending(Measuring measuring, Rule rule, String subject, BigDecimal figure, long since) {
        Reading reading = measuring.reading();
        AlertText none = new AlertText("", "", "", "", null);
        return Alert.newBuilder()
                .setId(nameOf(rule.id(), rule.scope().key(), subject))
                .setRule(rule.id())
                .setScope(rule.scope().key())
                .setSubject(subject)
                .setName(reading.name(rule.scope(), subject))
                .setSeverity(rule.severity().key())
                .setReceiver(rule.receiver())
                .setUnit(rule.window().key())
                .setStart(measuring.window(rule).start())
                .setState(AlertState.PENDING)
                .setSince(reading.asOf().toEpochMilli())
                .setSinceFrame(since)
                .setValue(figure.toPlainString())
                .setThreshold(rule.limit().raise().toPlainString())
                .setVi(none)
                .setEn(none)
                .build();
    }

    private Alert raised(Measuring measuring, Rule rule, Alert pending, BigDecimal figure) {
        Reading reading = measuring.reading();
        long now = reading.asOf().toEpochMilli();
        List<Correction> causes = causesOfRaise(measuring, rule, pending);
        Words words = new Words(measuring);
        return Alert.newBuilder(pending)
                .setId(pending.getId() + "/" + now)
                .setState(AlertState.FIRING)
                .setRaised(now)
                .setRaisedFrame(reading.store().version())
                .setValue(figure.toPlainString())
                .setVi(words.raised(Written.VI, rule, pending, figure, causes))
                .setEn(words.raised(Written.EN, rule, pending, figure, causes))
                .build();
    }

    /** The corrections since the figure went beyond the limit, where without them it would not be. */
    private List<Correction> causesOfRaise(Measuring measuring, Rule rule, Alert pending) {
        return causes(
                measuring,
                rule,
                pending,
                correctionsAfter(measuring, pending.getSinceFrame() - 1),
                without -> !rule.limit().raises(without));
    }

    private void judgeFiring(Measuring measuring, Rule rule, Alert alert, BigDecimal figure, List<Said> said) {
        // Whose last sale is not known any more has sold nothing for even longer.
        boolean stillSilent = figure == null && rule.comparison() == Comparison.NO_SALE;
        if (stillSilent || (figure != null && !rule.limit().clears(figure))) {
            return;
        }
        Words words = new Words(measuring);
        List<Correction> mistakes = mistakes(measuring, rule, alert);
        if (!mistakes.isEmpty()) {
            end(alert, AlertState.WITHDRAWN, measuring, language -> words.withdrawn(language, mistakes), said);
        } else if (figure == null) {
            end(alert, AlertState.RESOLVED, measuring, words::gone, said);
        } else {
            end(alert, AlertState.RESOLVED, measuring, language -> words.resolved(language, rule, figure), said);
        }
    }

    /** The corrections, made after the alert was raised, of what is dated before, without which it would still fire. */
    private List<Correction> mistakes(Measuring measuring, Rule rule, Alert alert) {
        return causes(
                measuring,
                rule,
                alert,
                correctionsAfter(measuring, alert.getRaisedFrame())
                        .filter(correction -> correction.getDated() < alert.getRaised()),
                without -> !rule.limit().clears(without));
    }

    private Stream<Correction> correctionsAfter(Measuring measuring, long frame) {
        return measuring.reading().store().correctionsAfter(Math.max(frame, loadedUntil)).stream();
    }

    /** Those corrections that move the figure of an alert; none where the figure without them is not as expected. */
    private static List<Correction> causes(
            Measuring measuring, Rule rule, Alert alert, Stream<Correction> some, Predicate<BigDecimal> expected) {
        BigDecimal figure = measuring.figure(rule, alert.getSubject());
        List<Correction> moving = some.filter(correction -> mayConcern(correction, rule, alert))
                .sorted(NEWEST_FIRST)
                .limit(LOOKED_AT)
                .filter(correction ->
                        !Objects.equals(figure, figureWithout(List.of(correction), measuring, rule, alert)))
                .toList();
        if (moving.isEmpty()) {
            return moving;
        }
        BigDecimal without = figureWithout(moving, measuring, rule, alert);
        return without != null && expected.test(without) ? moving : List.of();
    }

    private static BigDecimal figureWithout(List<Correction> corrections, Measuring measuring, Rule rule, Alert alert) {
        return new Measuring(measuring.reading().without(corrections), corrections).figure(rule, alert.getSubject());
    }

    /** One that only says something of others of the same scope cannot, unless all are compared with each other. */
    private static boolean mayConcern(Correction correction, Rule rule, Alert alert) {
        List<String> named = correction.getMoved().stream()
                .filter(moved -> moved.getScope().equals(alert.getScope()))
                .map(Moved::getSubject)
                .toList();
        return rule.comparison() == Comparison.RANK || named.isEmpty() || named.contains(alert.getSubject());
    }

    /** Ends what no rule looks at any more. */
    private void endOthers(Measuring measuring, Rules rules, Set<String> looked, List<Said> said) {
        Words words = new Words(measuring);
        for (Alert alert : List.copyOf(open.values())) {
            String name = nameOf(alert.getRule(), alert.getScope(), alert.getSubject());
            if (!looked.contains(name)) {
                boolean ruled = rules.of(alert.getRule()) != null;
                end(alert, AlertState.RESOLVED, measuring, ruled ? words::gone : words::ruleGone, said);
            }
        }
    }

    private void end(
            Alert alert, AlertState state, Measuring measuring, Function<Written, String> how, List<Said> said) {
        open.remove(nameOf(alert.getRule(), alert.getScope(), alert.getSubject()));
        if (alert.getState() == AlertState.FIRING) {
            Alert over = over(alert, state, measuring.reading(), how);
            ended.put(over.getId(), over);
            said.add(new Said(over.getId(), over));
        }
    }

    static Alert over(Alert alert, AlertState state, Reading reading, Function<Written, String> how) {
        return Alert.newBuilder(alert)
                .setState(state)
                .setEnded(reading.asOf().toEpochMilli())
                .setEndedFrame(reading.store().version())
                .setVi(AlertText.newBuilder(alert.getVi())
                        .setEnd(how.apply(Written.VI))
                        .build())
                .setEn(AlertText.newBuilder(alert.getEn())
                        .setEnd(how.apply(Written.EN))
                        .build())
                .build();
    }

    private void forget(Reading reading, List<Said> said) {
        long oldest = reading.asOf().minus(KEPT).toEpochMilli();
        ended.values().removeIf(alert -> {
            Long at = alert.getEnded() == null ? alert.getRaised() : alert.getEnded();
            boolean old = at != null && at < oldest;
            if (old) {
                said.add(new Said(alert.getId(), null));
            }
            return old;
        });
    }

    private static String nameOf(String rule, String scope, String subject) {
        return rule + "/" + scope + "/" + subject;
    }
}
