package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.model.ColumnType;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Delta.Place;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.CorrectionKind;
import io.salesboard.schemas.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Tells whether a change of an object is a correction - of something that had counted, or that is dated before it came - and
 * writes down what it was: which row tells most of it, and by how much sums moved, for each rep who is concerned.
 */
final class Correcting {
    /** Corrections of what is older than a quarter interest nobody who watches. */
    private static final Duration WATCHED = Duration.ofDays(100);

    /** What is dated so long before it came is late, not slow. */
    private static final Duration LATE = Duration.ofMinutes(1);

    /** An order of thousands of lines moves as many products; of more leaves only the first are told. */
    private static final int MOST_MOVED = 40;

    private static final String DELETED = "deleted_at";
    private static final Set<String> TELLING = Set.of("status", DELETED);

    private final String object;
    private final BusinessCalendar calendar;
    private final Instant now;
    private final long frame;
    private final List<Changed> changed = new ArrayList<>();

    /** A row before, or null, and after. */
    private record Changed(Row was, Row row) {}

    /** What became of one row; the lowest rank tells most. */
    private record What(int rank, Row row, CorrectionKind kind, String column, String was, String now) {}

    /**
     * @param object its key: {@code order/17}
     * @param before the object, its rows as they were
     * @param came rows that changed
     */
    Correcting(
            String object, BusinessObject before, List<Row> came, BusinessCalendar calendar, Instant now, long frame) {
        this.object = object;
        this.calendar = calendar;
        this.now = now;
        this.frame = frame;
        came.forEach(row -> changed.add(new Changed(before.row(row.table(), row.key()), row)));
    }

    /** Tells the correction of each rep, where the change is one. */
    void tell(Evaluation before, Evaluation after, BiConsumer<String, Correction> to) {
        if (changed.isEmpty() || changed.stream().anyMatch(this::isNews)) {
            return; // only time went by, or something happened just now
        }
        long dated = Math.min(dated(before), dated(after));
        boolean late = dated < now.minus(LATE).toEpochMilli();
        boolean watched = dated == Long.MIN_VALUE || dated > now.minus(WATCHED).toEpochMilli();
        if (!watched || (!late && before.places().isEmpty())) {
            return;
        }
        Map<Place, long[]> moved = new LinkedHashMap<>();
        before.sendDifference(after, moved::put);
        What what = moved.isEmpty() ? null : what();
        if (what != null) {
            byRep(moved).forEach((rep, sums) -> to.accept(rep, correction(what, dated, sums)));
        }
    }

    /**
     * Whether a row says of something that it happened just now: a lead was converted, a payment settled, an order refunded. Such
     * business may count on an earlier day; it corrects nothing.
     */
    private boolean isNews(Changed change) {
        Row row = change.row();
        return row.present()
                && row.table().columns().stream()
                        .filter(column -> column.type() == ColumnType.INSTANT
                                && !column.name().equals(DELETED))
                        .filter(column -> !row.isNullIn(column.slot()))
                        .filter(column -> change.was() == null
                                || change.was().numberIn(column.slot()) != row.numberIn(column.slot()))
                        .anyMatch(column ->
                                Math.abs(row.numberIn(column.slot()) / 1000 - now.toEpochMilli()) <= LATE.toMillis());
    }

    /** Of a deal its own instant; else the earliest hour or day it counts in; of a whole period no instant. */
    private long dated(Evaluation evaluation) {
        if (evaluation.deal() != null) {
            return evaluation.deal().at();
        }
        long dated = Long.MAX_VALUE;
        for (Place place : evaluation.places().keySet()) {
            dated = Math.min(dated, start(place));
        }
        return dated;
    }

    private long start(Place place) {
        if (place.unit() != WindowUnit.DAY) {
            return place.unit() == WindowUnit.NOW ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        return place.hour() == Place.NO_HOUR
                ? calendar.window(WindowUnit.DAY, place.start()).from().toEpochMilli()
                : Duration.ofMinutes(place.hour()).toMillis();
    }

    /** What became of the row that tells most; null where no row is another one now. */
    private What what() {
        return changed.stream()
                .flatMap(this::changes)
                .min(Comparator.comparingInt(What::rank))
                .orElse(null);
    }

    private Stream<What> changes(Changed change) {
        Row row = change.row();
        boolean root = object.endsWith("/" + row.key());
        boolean refund = row.table() == Table.POS_REFUND;
        if (!row.present()) {
            return change.was() == null
                    ? Stream.empty()
                    : Stream.of(new What(root ? 0 : refund ? 3 : 6, row, CorrectionKind.DELETED, null, null, null));
        }
        if (change.was() == null) {
            return Stream.of(new What(refund ? 3 : 5, row, CorrectionKind.INSERTED, null, null, null));
        }
        return columns(change.was(), row.completedBy(change.was()));
    }

    private static Stream<What> columns(Row was, Row row) {
        return row.table().columns().stream()
                .filter(column -> !Objects.equals(was.shown(column), row.shown(column)))
                .map(column -> {
                    int rank =
                            TELLING.contains(column.name()) ? 1 : column.name().equals("rep_id") ? 2 : 4;
                    return new What(
                            rank, row, CorrectionKind.UPDATED, column.name(), was.shown(column), row.shown(column));
                });
    }

    /** What belongs to no rep goes with the first. */
    private static Map<String, List<Moved>> byRep(Map<Place, long[]> moved) {
        Map<String, List<Moved>> byRep = new TreeMap<>();
        moved.forEach((place, sums) -> {
            if (place.scope().first() == Scope.REP) {
                add(byRep.computeIfAbsent(place.subject().id(), rep -> new ArrayList<>()), place, sums);
            }
        });
        if (byRep.isEmpty()) {
            byRep.put(Scope.UNASSIGNED, new ArrayList<>());
        }
        List<Moved> first = byRep.values().iterator().next();
        moved.forEach((place, sums) -> {
            if (place.scope().first() != Scope.REP) {
                add(first, place, sums);
            }
        });
        return byRep;
    }

    private static void add(List<Moved> to, Place place, long[] sums) {
        if (to.size() < MOST_MOVED) {
            List<Long> values = new ArrayList<>(sums.length);
            for (long sum : sums) {
                values.add(sum);
            }
            to.add(new Moved(
                    place.scope().key(),
                    place.subject().key(),
                    place.group().key(),
                    place.unit().key(),
                    place.start(),
                    place.hour() == Place.NO_HOUR ? null : (Integer) place.hour(),
                    values));
        }
    }

    private Correction correction(What what, long dated, List<Moved> moved) {
        return Correction.newBuilder()
                .setObject(object)
                .setTable(what.row().table().key())
                .setKey(what.row().key())
                .setKind(what.kind())
                .setColumn(what.column())
                .setWas(what.was())
                .setNow(what.now())
                .setFrame(frame)
                .setAt(now.toEpochMilli())
                .setDated(dated)
                .setMoved(moved)
                .build();
    }
}
