package io.salesboard.core.contributions;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Subject;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What rows of one object add, as text: {@code rep/an/2026-11-23/net} to its sum; sums of 0 are left out. */
final class Tally implements Contributions {
    static final Accounting VND = new Accounting(new BusinessCalendar(RowBuilder.ZONE), Currency.getInstance("VND"));
    static final Accounting USD = new Accounting(new BusinessCalendar(RowBuilder.ZONE), Currency.getInstance("USD"));

    private final Map<String, Long> days = new TreeMap<>();
    private final Map<String, Long> hours = new TreeMap<>();
    private final List<Row> handedOn = new ArrayList<>();
    private Deal deal;
    private Instant nextChange;

    private Tally() {}

    static Tally of(RowBuilder... rows) {
        return of(object(rows));
    }

    static Tally of(BusinessObject object) {
        return of(object, VND);
    }

    static Tally of(BusinessObject object, Accounting accounting) {
        return of(object, accounting, Instant.EPOCH);
    }

    static Tally of(BusinessObject object, Instant now) {
        return of(object, VND, now);
    }

    private static Tally of(BusinessObject object, Accounting accounting, Instant now) {
        Tally tally = new Tally();
        if (!object.isEmpty()) {
            Table table = object.rows().iterator().next().table();
            Catalogue.OBJECTS.of(table).contribute(object, accounting, now, tally);
        }
        tally.days.values().removeIf(sum -> sum == 0);
        tally.hours.values().removeIf(sum -> sum == 0);
        return tally;
    }

    /** Which deal it is, or null. */
    Deal deal() {
        return deal;
    }

    /** The next instant at which it changes by the clock alone, or null. */
    Instant nextChange() {
        return nextChange;
    }

    /** What it hands on. */
    List<Row> handedOn() {
        return handedOn;
    }

    static BusinessObject object(RowBuilder... rows) {
        BusinessObject object = new BusinessObject();
        Arrays.stream(rows).map(RowBuilder::row).forEach(object::apply);
        return object;
    }

    static BusinessObject object(Row... rows) {
        BusinessObject object = new BusinessObject();
        Arrays.stream(rows).forEach(object::apply);
        return object;
    }

    /** Everything added, per day or single window. */
    Map<String, Long> sums() {
        return days;
    }

    /** What is added to one row: measure, or {@code <day>/<measure>} where it adds to several days, to its sum. */
    Map<String, Long> of(String row) {
        return days.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(row + "/"))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(row.length() + 1),
                        Map.Entry::getValue,
                        Long::sum,
                        TreeMap::new));
    }

    /** The hours of a row's measure: start to sum. */
    Map<String, Long> hoursOf(String row, Measure measure) {
        return hours.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(row + "/") && entry.getKey().endsWith("/" + measure.key()))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().split("/")[2], Map.Entry::getValue, Long::sum, TreeMap::new));
    }

    @Override
    public void add(Subject leaf, Moment moment, Measure measure, long amount) {
        String row = leaf.scope().key() + "/" + leaf.key() + "/";
        days.merge(row + LocalDate.ofEpochDay(moment.day()) + "/" + measure.key(), amount, Long::sum);
        String start = Instant.ofEpochSecond(moment.hour() * 60L)
                .atZone(RowBuilder.ZONE)
                .toLocalDateTime()
                .toString();
        hours.merge(row + start + "/" + measure.key(), amount, Long::sum);
    }

    @Override
    public void addTo(Subject leaf, WindowUnit unit, long start, Measure measure, long amount) {
        String window = unit == WindowUnit.NOW ? "now" : unit.key() + " " + LocalDate.ofEpochDay(start);
        days.merge(leaf.scope().key() + "/" + leaf.key() + "/" + window + "/" + measure.key(), amount, Long::sum);
    }

    @Override
    public void deal(Deal what) {
        assertThat(deal).isNull();
        deal = what;
    }

    @Override
    public void wakeAt(Instant at) {
        nextChange = nextChange == null || at.isBefore(nextChange) ? at : nextChange;
    }

    @Override
    public void handOn(Row derived) {
        handedOn.add(derived);
    }
}
