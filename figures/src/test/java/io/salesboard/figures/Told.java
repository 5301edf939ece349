package io.salesboard.figures;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.Cell;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.CorrectionKind;
import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.Deal;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.FrameMark;
import io.salesboard.schemas.GroupLayout;
import io.salesboard.schemas.Layout;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.Load;
import io.salesboard.schemas.Moved;
import io.salesboard.schemas.Reading;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.SourceProgress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Words for what the job tells a board: {@code told.rep("an", "An").cell(REP, "an", MONTH, "2026-11-01").net(5).frame()}.
 *
 * <p>It is Monday, 23 November 2026, 15:00 in Ho Chi Minh City.
 */
public final class Told {
    public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    public static final int LAYOUT = 1063;
    public static final Instant NOW = local("2026-11-23T15:00");

    public final CellStore store = new CellStore();
    private long version = NOW.toEpochMilli();
    private final SortedMap<String, SourceProgress> sources = new TreeMap<>();
    private int assignments;
    private BusinessClock clock = BusinessClock.REAL;

    public Told() {
        layout(LAYOUT, WindowUnit.HOURS_KEPT, 1100);
    }

    /** A business that earns in a currency, watched at {@link #NOW}. */
    public static Company business(String currency) {
        return business(currency, NOW);
    }

    /** The same business, watched at another instant. */
    public static Company business(String currency, Instant now) {
        return business(currency, ZONE, now);
    }

    /** A business in another zone. */
    public static Company business(String currency, ZoneId zone, Instant now) {
        return new Company(
                "Hoa Sen",
                new BusinessCalendar(zone),
                LocalTime.of(8, 0),
                LocalTime.of(22, 0),
                Currency.getInstance(currency),
                BusinessClock.REAL,
                Clock.fixed(now, zone));
    }

    public static Instant local(String text) {
        return LocalDateTime.parse(text).atZone(ZONE).toInstant();
    }

    /** Everything told from now on has this version. */
    public Told at(Instant commit) {
        version = clock.wallOf(commit).toEpochMilli();
        return this;
    }

    /** The instants given from now on are business time by a clock; versions are the machine's. */
    public Told by(BusinessClock other) {
        clock = other;
        return this;
    }

    public long version() {
        return version;
    }

    public Told rep(String id, String name) {
        return entity("rep", id, Map.of("rep_id", id, "name", name, "hire_date", "2020-01-01", "active", "true"));
    }

    public Told team(String id, String name) {
        return entity("team", id, Map.of("team_id", id, "name", name));
    }

    public Told region(String id, String name) {
        return entity("region", id, Map.of("region_id", id, "name", name));
    }

    public Told storeNamed(String id, String name) {
        return entity("store", id, Map.of("store_id", id, "name", name));
    }

    public Told product(String id, String unitCost, String currency) {
        Map<String, String> columns = new HashMap<>(Map.of("product_id", id, "name", "Product " + id));
        columns.put("unit_cost", unitCost);
        columns.put("currency", currency);
        return entity("product", id, columns);
    }

    /** A product of a category, its cost in VND or null. */
    public Told productIn(String category, String id, String unitCost) {
        Map<String, String> columns = new HashMap<>(Map.of("product_id", id, "name", "Product " + id));
        columns.put("category", category);
        columns.put("unit_cost", unitCost);
        columns.put("currency", "VND");
        return entity("product", id, columns);
    }

    /** Assigns a rep from a day on; later assignments win. */
    public Told assigned(String rep, String team, String region, String from) {
        assignments++;
        Map<String, String> columns = new HashMap<>(Map.of("assignment_id", "" + assignments, "rep_id", rep));
        columns.put("team_id", team);
        columns.put("region_id", region);
        columns.put("valid_from", from);
        columns.put("valid_to", null);
        return entity("rep_assignment", "" + assignments, columns);
    }

    public Told weight(String day, String weight) {
        return entity(
                "business_day",
                "default|" + day,
                Map.of("calendar_id", "default", "date", day, "working_weight", weight));
    }

    /** A row of the table of alert rules: columns and their values, in turn; those that are not said are NULL. */
    public Told alertRule(String rule, String... columns) {
        Map<String, String> row = new HashMap<>();
        Table.ALERT_RULE.captured().forEach(column -> row.put(column, null));
        row.put("rule", rule);
        row.put("enabled", "true");
        for (int i = 0; i < columns.length; i += 2) {
            row.put(columns[i], columns[i + 1]);
        }
        return entity("alert_rule", rule, row);
    }

    public Told entity(String table, String key, Map<String, String> columns) {
        return tell(
                ResultKeys.entity(table, key),
                Entity.newBuilder()
                        .setTable(table)
                        .setKey(key)
                        .setVersion(version)
                        .setColumns(columns)
                        .build());
    }

    public Told entityDeleted(String table, String key) {
        return tell(
                ResultKeys.entity(table, key),
                Entity.newBuilder()
                        .setTable(table)
                        .setKey(key)
                        .setVersion(version)
                        .setDeleted(true)
                        .setColumns(Map.of())
                        .build());
    }

    /** A cell whose window starts on a day. */
    public Told cell(Scope scope, String id, WindowUnit unit, String start, Map<Measure, Long> sums) {
        return cell(scope, id, unit, LocalDate.parse(start).toEpochDay(), sums);
    }

    /** The cell of all time up to now. */
    public Told cellOfNow(Scope scope, String id, Map<Measure, Long> sums) {
        return cell(scope, id, WindowUnit.NOW, 0, sums);
    }

    public Told cellOfHour(Scope scope, String id, String hour, Map<Measure, Long> sums) {
        return cell(scope, id, WindowUnit.HOUR, local(hour).getEpochSecond() / 60, sums);
    }

    private Told cell(Scope scope, String id, WindowUnit unit, long start, Map<Measure, Long> sums) {
        for (Measure.Group group : Measure.Group.values()) {
            if (sums.keySet().stream().anyMatch(measure -> measure.group() == group)) {
                tell(ResultKeys.cell(group.key(), scope.key(), id, unit.key(), start), cell(version, group, sums));
            }
        }
        return this;
    }

    /** The cell of a group, as the layout of this release has it; what is not said is 0 and was never reached. */
    public static Cell cell(long version, Measure.Group group, Map<Measure, Long> sums) {
        List<Long> values = new ArrayList<>();
        group.measures().forEach(measure -> values.add(sums.getOrDefault(measure, 0L)));
        group.ranked().forEach(measure -> values.add(sums.containsKey(measure) ? version : 0));
        return new Cell(version, LAYOUT, values);
    }

    /** The layout of this release. */
    public static Layout layoutOf(int number, int hours, int days) {
        return new Layout(
                number,
                hours,
                days,
                Arrays.stream(Measure.Group.values())
                        .map(group -> new GroupLayout(group.key(), keys(group.measures()), keys(group.ranked())))
                        .toList());
    }

    private static List<String> keys(List<Measure> measures) {
        return measures.stream().map(Measure::key).toList();
    }

    /** What cells say that name it, and how long hours, and days and weeks, are kept. */
    public Told layout(int number, int hours, int days) {
        return tell(ResultKeys.layout(number), layoutOf(number, hours, days));
    }

    /** What a reader finds now. */
    public <T> T read(Function<StoreState, T> reader) {
        return reader.apply(store.state());
    }

    public Told quota(Scope scope, String id, WindowUnit unit, String start, long amount) {
        return cell(scope, id, unit, start, Map.of(Measure.QUOTA, amount, Measure.QUOTAS, 1L));
    }

    /** The only deal of a rep. */
    public Told deal(String rep, String id, String at, long amount) {
        return deals(rep, List.of(dealAt(id, at, amount)));
    }

    /** The only deal of a rep, a won opportunity. */
    public Told won(String rep, String id, String at, long amount) {
        Deal order = dealAt(id, at, amount);
        return deals(rep, List.of(Deal.newBuilder(order).setKind("opportunity").build()));
    }

    /** A rep whose deals are all gone. */
    public Told noDeals(String rep) {
        return deals(rep, List.<Deal>of());
    }

    /** The only correction of what a rep is credited with: a change of an order's status that moves the sums of a leaf's day. */
    public Told statusChanged(
            String rep, String order, String dated, String now, Scope scope, String id, Map<Measure, Long> sums) {
        return corrected(
                rep,
                change("order/" + order, CorrectionKind.UPDATED, "status", now, dated),
                WindowUnit.DAY,
                scope,
                id,
                sums);
    }

    /** What became of the root of an object that is dated at a local time. */
    public static Correction.Builder change(
            String object, CorrectionKind kind, String column, String now, String dated) {
        int slash = object.indexOf('/');
        return Correction.newBuilder()
                .setObject(object)
                .setTable(object.startsWith("order/") ? "pos_order" : object.substring(0, slash))
                .setKey(object.substring(slash + 1))
                .setKind(kind)
                .setColumn(column)
                .setWas(column == null ? null : "completed")
                .setNow(now)
                .setDated(local(dated).toEpochMilli());
    }

    /** The only correction of what a rep is credited with, and by how much it moves the sums of a leaf, on its day or now. */
    public Told corrected(
            String rep, Correction.Builder change, WindowUnit unit, Scope scope, String id, Map<Measure, Long> sums) {
        long day = Instant.ofEpochMilli(change.getDated())
                .atZone(ZONE)
                .toLocalDate()
                .toEpochDay();
        List<Moved> moved = new ArrayList<>();
        for (Measure.Group group : Measure.Group.values()) {
            if (sums.keySet().stream().anyMatch(measure -> measure.group() == group)) {
                moved.add(new Moved(
                        scope.key(),
                        id,
                        group.key(),
                        unit.key(),
                        unit == WindowUnit.NOW ? 0 : day,
                        null,
                        group.measures().stream()
                                .map(measure -> sums.getOrDefault(measure, 0L))
                                .toList()));
            }
        }
        Correction correction = change.setFrame(version)
                .setAt(clock.at(Instant.ofEpochMilli(version)).toEpochMilli())
                .setMoved(moved)
                .build();
        return tell(ResultKeys.corrections(rep), new Corrections(rep, version, List.of(correction)));
    }

    /** All deals of a rep, as id to local time. */
    public Told deals(String rep, Map<String, String> deals) {
        return deals(
                rep,
                deals.entrySet().stream()
                        .map(deal -> dealAt(deal.getKey(), deal.getValue(), 1))
                        .toList());
    }

    private Told deals(String rep, List<Deal> deals) {
        return tell(
                ResultKeys.deals(rep),
                RepDeals.newBuilder()
                        .setRep(rep)
                        .setVersion(version)
                        .setDeals(deals)
                        .build());
    }

    private static Deal dealAt(String id, String at, long amount) {
        return Deal.newBuilder()
                .setKind("order")
                .setId(id)
                .setAt(local(at).toEpochMilli())
                .setAmount(amount)
                .setStore("S1")
                .setChannel("store")
                .setProduct("P1")
                .build();
    }

    /** How far a source is read, for the frames closed from now on; what the reader does now is told at once. */
    public Told source(String name, Instant committed, boolean loading) {
        sources.put(name, new SourceProgress(name, 77L, 4711L, 4710L, committed.toEpochMilli(), 12L, loading));
        return reading(false, null);
    }

    /** What the job's reader does right now. */
    public Told reading(boolean computing, String reason, Load... loads) {
        return tell(
                ResultKeys.READING,
                new Reading(
                        NOW.toEpochMilli(),
                        computing,
                        reason,
                        NOW.toEpochMilli(),
                        List.copyOf(sources.values()),
                        List.of(loads)));
    }

    /** A row that figures miss. */
    public Told leftOut(String table, String key, String reason) {
        return tell(
                ResultKeys.leftOut(table, key),
                new LeftOut(table, key, version, reason, "what is wrong", NOW.toEpochMilli()));
    }

    public Told removed(String key) {
        store.remove(key, version);
        return this;
    }

    /** Closes the frame of the present version. */
    public Told frame() {
        return tell(ResultKeys.MARK, new FrameMark(version, version, List.copyOf(sources.values())));
    }

    private Told tell(String key, org.apache.avro.specific.SpecificRecord value) {
        store.accept(key, value);
        return this;
    }
}
