package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Contributions;
import io.salesboard.core.contributions.Contributor;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.contributions.Presence;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.MeasureGroup;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Delta;
import io.salesboard.jobs.state.Delta.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What a business object adds at an instant; nothing where it cannot be added up.
 *
 * @param places what it adds, per place of the calendar
 * @param weight a bound of what it adds to any one cell, in whatever unit its measures are
 * @param deal which deal it is, or null
 * @param nextChange the next instant of business time at which it changes by the clock alone, or null
 * @param problem why it adds nothing, or null
 */
record Evaluation(Map<Place, long[]> places, long weight, Deal deal, Instant nextChange, String problem) {
    /** The most that one object may add to one cell, minor units. */
    private static final long MOST = 1_000_000_000_000_000L;

    private static final String CROWDED_OUT =
            "all objects together are beyond what can be added up; correct those with absurd amounts";
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMinutes(1);

    static Evaluation of(BusinessObject object, Business business, Instant now) {
        try {
            Sums sums = new Sums();
            Presence presence = Contributor.contribute(object, business, now, sums);
            return new Evaluation(sums.places, sums.weight(), presence.deal(), presence.nextChange(), null);
        } catch (ArithmeticException e) {
            return new Evaluation(Map.of(), 0, null, null, "its sums are beyond ±10^15: " + e.getMessage());
        }
    }

    /** Of an object there is no room for beside the others. */
    static Evaluation crowdedOut(Instant now) {
        return new Evaluation(Map.of(), 0, null, now.plus(ASKS_AGAIN_AFTER), CROWDED_OUT);
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

    /** Collects contributions, those of measures that a scope has. */
    private static final class Sums implements Contributions {
        private final Map<Place, long[]> places = new LinkedHashMap<>();

        @Override
        public void add(Scope scope, String id, int day, int hour, Measure measure, long amount) {
            add(scope, id, WindowUnit.DAY, day, hour, measure, amount);
        }

        @Override
        public void addTo(Scope scope, String id, WindowUnit unit, long start, Measure measure, long amount) {
            add(scope, id, unit, start, Place.NO_HOUR, measure, amount);
        }

        private void add(Scope scope, String id, WindowUnit unit, long start, int hour, Measure measure, long amount) {
            MeasureGroup group = measure.group();
            if (amount != 0 && group.isKeptBy(scope)) {
                long[] sums = places.computeIfAbsent(
                        new Place(scope, id, group, unit, start, hour),
                        place -> new long[group.measures().size()]);
                sums[measure.index()] = Math.addExact(sums[measure.index()], amount);
            }
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
                                    + place.scope().key() + " " + place.id() + " would be " + sums[i]);
                }
                largest = Math.max(largest, Math.abs(sums[i]));
            }
            return largest;
        }
    }
}
