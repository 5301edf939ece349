package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Contributions;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.contributions.Moment;
import io.salesboard.core.contributions.ObjectType;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Place;
import io.salesboard.jobs.state.RowName;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What a business object says at an instant; nothing where it cannot be added up.
 *
 * @param places what it adds, per place of the calendar
 * @param weight a bound of what it adds to any one cell, in whatever unit its measures are
 * @param deal which deal it is, or null
 * @param nextChange the next instant of business time at which it changes by the clock alone, or null
 * @param handedOn the rows that other objects have of it
 * @param problem why it adds nothing, or null
 */
record Evaluation(
        Map<Place, long[]> places,
        long weight,
        Deal deal,
        Instant nextChange,
        Map<Destination, Row> handedOn,
        String problem) {
    /** The most that one object may add to one cell, minor units. */
    private static final long MOST = 1_000_000_000_000_000L;

    private static final String CROWDED_OUT =
            "all objects together are beyond what can be added up; correct those with absurd amounts";
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMinutes(1);

    /** Which row of which object. */
    record Destination(String object, RowName row) {}

    /** Of an object without rows. */
    static final Evaluation NOTHING = new Evaluation(Map.of(), 0, null, null, Map.of(), null);

    static Evaluation of(ObjectType type, BusinessObject object, Accounting accounting, Instant now) {
        if (object.isEmpty()) {
            return NOTHING;
        }
        try {
            Sums sums = new Sums();
            type.contribute(object, accounting, now, sums);
            // What derived objects add is bounded by what they are made of, which has its weight already.
            long weight = type.isDerived() ? 0 : sums.weight();
            return new Evaluation(sums.places, weight, sums.deal, sums.nextChange, sums.handedOn, null);
        } catch (ArithmeticException e) {
            return leftOut("its sums are beyond ±10^15: " + e.getMessage(), null);
        }
    }

    private static Evaluation leftOut(String problem, Instant nextChange) {
        return new Evaluation(Map.of(), 0, null, nextChange, Map.of(), problem);
    }

    /** Of an object there is no room for beside the others. */
    static Evaluation crowdedOut(Instant now) {
        return leftOut(CROWDED_OUT, now.plus(ASKS_AGAIN_AFTER));
    }

    boolean isLeftOut() {
        return problem != null;
    }

    boolean isCrowdedOut() {
        return CROWDED_OUT.equals(problem);
    }

    /** Sends what makes out of this what comes after it. */
    void sendDifference(Evaluation after, BiConsumer<Place, long[]> out) {
        if (places.isEmpty()) {
            after.places.forEach(out);
            return;
        }
        Map<Place, long[]> difference = new LinkedHashMap<>(after.places);
        places.forEach((place, sums) -> difference.merge(place, Delta.negated(sums), Delta::sum));
        difference.forEach((place, sums) -> {
            if (!Delta.isZero(sums)) {
                out.accept(place, sums);
            }
        });
    }

    /** Sends the rows in which what is handed on after this differs from what was; those that are no more as absent. */
    void sendHandedOn(Evaluation after, long time, Consumer<ObjectRow> out) {
        handedOn.forEach((destination, row) -> {
            if (!after.handedOn.containsKey(destination)) {
                out.accept(new ObjectRow(destination.object(), row.at(0, time).asAbsent()));
            }
        });
        after.handedOn.forEach((destination, row) -> {
            if (!row.equals(handedOn.get(destination))) {
                out.accept(new ObjectRow(destination.object(), row.at(0, time)));
            }
        });
    }

    /** Collects what an object says; of contributions those of measures that a scope has. */
    private static final class Sums implements Contributions {
        private final Map<Place, long[]> places = new LinkedHashMap<>();
        private Map<Destination, Row> handedOn = Map.of();
        private Place last;
        private long[] lastSums;
        private Deal deal;
        private Instant nextChange;

        @Override
        public void add(Subject leaf, Moment moment, Measure measure, long amount) {
            boolean byHour = measure.group().windows(leaf.scope()).contains(WindowUnit.HOUR);
            add(leaf, WindowUnit.DAY, moment.day(), byHour ? moment.hour() : Place.NO_HOUR, measure, amount);
        }

        @Override
        public void addTo(Subject leaf, WindowUnit unit, long start, Measure measure, long amount) {
            add(leaf, unit, start, Place.NO_HOUR, measure, amount);
        }

        private void add(Subject leaf, WindowUnit unit, long start, int hour, Measure measure, long amount) {
            Measure.Group group = measure.group();
            if (amount != 0 && group.isKeptBy(leaf.scope())) {
                long[] sums = sumsAt(new Place(leaf, group, unit, start, hour));
                sums[measure.index()] = Math.addExact(sums[measure.index()], amount);
            }
        }

        /** Measures of one place come one after the other. */
        private long[] sumsAt(Place place) {
            if (!place.equals(last)) {
                last = place;
                lastSums = places.computeIfAbsent(
                        place, at -> new long[at.group().measures().size()]);
            }
            return lastSums;
        }

        @Override
        public void deal(Deal what) {
            deal = what;
        }

        @Override
        public void wakeAt(Instant at) {
            nextChange = nextChange == null || at.isBefore(nextChange) ? at : nextChange;
        }

        @Override
        public void handOn(Row derived) {
            if (handedOn.isEmpty()) {
                handedOn = new LinkedHashMap<>();
            }
            handedOn.put(new Destination(Catalogue.OBJECTS.keyOf(derived), RowName.of(derived)), derived);
        }

        private long weight() {
            long weight = 0;
            for (Map.Entry<Place, long[]> place : places.entrySet()) {
                weight = Math.addExact(weight, largest(place.getKey(), place.getValue()));
            }
            return weight;
        }

        private static long largest(Place place, long[] sums) {
            long largest = 0;
            for (int i = 0; i < sums.length; i++) {
                if (sums[i] > MOST || sums[i] < -MOST) {
                    throw new ArithmeticException(
                            place.group().measures().get(i).key() + " of "
                                    + place.scope().key() + " "
                                    + place.subject().key() + " would be " + sums[i]);
                }
                largest = Math.max(largest, Math.abs(sums[i]));
            }
            return largest;
        }
    }
}
