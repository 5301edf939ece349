package io.salesboard.alerts;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.Company;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.StoreState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When a rule would have fired, before anybody is woken: the end of each day is judged by the sums of days that the board has. They
 * are what is known of those days now, after all corrections; what rose and fell within a day, and how long it lasted there, they do
 * not tell.
 */
public final class Backtest {
    private static final long MILLIS_OF_A_DAY = Duration.ofDays(1).toMillis();

    private final StoreState state;
    private final Company business;
    private final Rule rule;
    private final LocalDate today;

    /**
     * One alert there would have been.
     *
     * @param from the day at whose end it would have been raised
     * @param to the day at whose end it would have ended; null where it would still fire
     * @param vi figure and threshold at the end of the first day, in Vietnamese
     * @param en the same in English
     */
    public record Episode(String subject, String name, LocalDate from, LocalDate to, String vi, String en) {}

    /** An alert that is pending or would fire. */
    private record Open(Window window, LocalDate since, Episode fires) {}

    /**
     * @throws IllegalArgumentException when days do not tell what the rule looks at
     */
    public Backtest(StoreState state, Company business, Rule rule) {
        this.state = state;
        this.business = business;
        this.rule = rule;
        this.today = LocalDate.ofEpochDay(business.calendar().dayOf(business.asOf(state.closed())));
        if (rule.comparison() == Comparison.NO_SALE || rule.comparison() == Comparison.WON_DEAL) {
            throw new IllegalArgumentException(
                    "the rule '" + rule.id() + "' looks at single sales, of which there is no history;"
                            + " only rules on figures of days and longer windows can be tested");
        }
        if (rule.window() == WindowUnit.NOW || rule.window() == WindowUnit.HOUR) {
            throw new IllegalArgumentException("the rule '" + rule.id() + "' looks at a figure of '"
                    + rule.window().key() + "', which has no history; only days and longer windows have one");
        }
        if (rule.comparison() == Comparison.CHANGE && rule.window() == WindowUnit.DAY) {
            throw new IllegalArgumentException("the rule '" + rule.id()
                    + "' compares hours of two days, which have no history; only weeks and longer windows have one");
        }
    }

    /**
     * Judges one day after the other, up to yesterday.
     *
     * @throws IllegalArgumentException when the first day is after the last, or not kept any more
     */
    public List<Episode> since(LocalDate from) {
        if (!from.isBefore(today)) {
            throw new IllegalArgumentException("'from' = " + from + " is not before today, " + today);
        }
        LocalDate first = firstLookedAt(from);
        if (state.daysKept() < today.toEpochDay() - first.toEpochDay()) {
            throw new IllegalArgumentException("'from' = " + from + " needs days from " + first
                    + " on, which are not kept any more; days go back to " + today.minusDays(state.daysKept()));
        }
        Map<String, Open> open = new HashMap<>();
        List<Episode> episodes = new ArrayList<>();
        for (LocalDate day = from; day.isBefore(today); day = day.plusDays(1)) {
            judge(new Measuring(Reading.endOf(state, business, day)), day, open, episodes);
        }
        open.values().stream().filter(one -> one.fires() != null).forEach(one -> episodes.add(one.fires()));
        episodes.sort(java.util.Comparator.comparing(Episode::from).thenComparing(Episode::name));
        return episodes;
    }

    private LocalDate firstLookedAt(LocalDate from) {
        long start = BusinessCalendar.startOf(rule.window(), (int) from.toEpochDay());
        Window window = business.calendar().window(rule.window(), start);
        return rule.comparison() == Comparison.CHANGE
                ? LocalDate.ofEpochDay(business.calendar().previous(window).start())
                : LocalDate.ofEpochDay(start);
    }

    private void judge(Measuring measuring, LocalDate day, Map<String, Open> open, List<Episode> episodes) {
        Window window = measuring.window(rule);
        boolean mayRaise = measuring.mayRaise(rule);
        Map<String, Open> after = new LinkedHashMap<>();
        for (String subject : measuring.subjects(rule)) {
            BigDecimal figure = measuring.figure(rule, subject);
            Open before = open.get(subject);
            boolean goesOn = before != null && before.window().equals(window);
            boolean fires = goesOn && before.fires() != null;
            if (figure != null
                    && (fires
                            ? !rule.limit().clears(figure)
                            : mayRaise && rule.limit().raises(figure))) {
                after.put(
                        subject,
                        raised(measuring, subject, figure, day, goesOn ? before : new Open(window, day, null)));
            }
        }
        open.forEach((subject, before) -> {
            Open now = after.get(subject);
            if (before.fires() != null && (now == null || !now.window().equals(before.window()))) {
                episodes.add(ended(before.fires(), day));
            }
        });
        open.clear();
        open.putAll(after);
    }

    private Open raised(Measuring measuring, String subject, BigDecimal figure, LocalDate day, Open open) {
        boolean held = (day.toEpochDay() - open.since().toEpochDay()) * MILLIS_OF_A_DAY
                >= rule.hold().truncatedTo(java.time.temporal.ChronoUnit.DAYS).toMillis();
        if (open.fires() != null || !held) {
            return open;
        }
        Scope scope = rule.scope();
        Words words = new Words(measuring);
        Episode fires = new Episode(
                subject,
                measuring.reading().name(scope, subject),
                day,
                null,
                words.measured(Written.VI, rule, open.window(), figure),
                words.measured(Written.EN, rule, open.window(), figure));
        return new Open(open.window(), open.since(), fires);
    }

    private static Episode ended(Episode fires, LocalDate day) {
        return new Episode(fires.subject(), fires.name(), fires.from(), day, fires.vi(), fires.en());
    }
}
