package io.salesboard.figures;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Parent;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.Sums;
import io.salesboard.schemas.Correction;
import io.salesboard.schemas.Moved;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What some corrections added to the sums of rows, of leaves and of whatever they are part of: to be taken away again. */
final class Undone {
    static final Undone NOTHING = new Undone(List.of(), Org.EMPTY);

    private final Map<Row, List<Place>> places = new HashMap<>();

    private record Row(Measure.Group group, Scope scope, String id) {}

    /** @param hour epoch minute, or null */
    private record Place(WindowUnit unit, long start, Integer hour, Sums sums) {}

    /** @param org says under whom a leaf stood on a day */
    Undone(Collection<Correction> corrections, Org org) {
        for (Correction correction : corrections) {
            for (Moved moved : correction.getMoved()) {
                Subject leaf = Subject.parse(Scope.of(moved.getScope()), moved.getSubject());
                WindowUnit unit = WindowUnit.of(moved.getUnit());
                add(leaf, moved, unit);
                if (unit == WindowUnit.DAY || unit == WindowUnit.NOW) {
                    addToParents(leaf, moved, unit, org);
                }
            }
        }
    }

    private void addToParents(Subject leaf, Moved moved, WindowUnit unit, Org org) {
        for (Parent parent : Parent.of(leaf.scope())) {
            if (unit == WindowUnit.NOW && parent.isByDate()) {
                continue; // nobody keeps these: they are made of the reps of today
            }
            String id = parent.isByDate() ? org.parentOf(parent, leaf.id(), (int) moved.getStart()) : Scope.COMPANY_ID;
            Subject of = parent.under(leaf, id);
            if (of != null) {
                add(of, moved, unit);
            }
        }
    }

    private void add(Subject subject, Moved moved, WindowUnit unit) {
        Measure.Group group = Measure.Group.of(moved.getGroup());
        places.computeIfAbsent(new Row(group, subject.scope(), subject.key()), row -> new ArrayList<>())
                .add(new Place(unit, moved.getStart(), moved.getHour(), Sums.of(group, moved.getSums())));
    }

    /**
     * What was added to a row between two places of the calendar; null where it is nothing.
     *
     * @param unit length of the window
     * @param start its start
     * @param until the first part of it that does not count: an epoch day, or of a day told by hours an epoch minute
     * @param byHours whether only what has an hour counts, by the hour
     */
    Sums in(Measure.Group group, Scope scope, String id, WindowUnit unit, long start, long until, boolean byHours) {
        Sums all = null;
        for (Place place : places.getOrDefault(new Row(group, scope, id), List.of())) {
            if (isIn(place, unit, start, until, byHours)) {
                all = all == null ? place.sums() : all.plus(place.sums());
            }
        }
        return all;
    }

    private static boolean isIn(Place place, WindowUnit unit, long start, long until, boolean byHours) {
        if (place.unit() != WindowUnit.DAY) {
            return place.unit() == unit && place.start() == start;
        }
        if (unit == WindowUnit.NOW) {
            return false;
        }
        if (unit == WindowUnit.HOUR) {
            return place.hour() != null && place.hour() == start;
        }
        boolean inWindow = BusinessCalendar.startOf(unit, (int) place.start()) == start;
        return byHours ? inWindow && place.hour() != null && place.hour() < until : inWindow && place.start() < until;
    }

    boolean isNothing() {
        return places.isEmpty();
    }
}
