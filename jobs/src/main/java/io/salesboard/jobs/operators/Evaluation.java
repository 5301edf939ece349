package io.salesboard.jobs.operators;

import io.salesboard.core.contributions.Business;
import io.salesboard.core.contributions.BusinessObject;
import io.salesboard.core.contributions.Contributions;
import io.salesboard.core.contributions.Contributor;
import io.salesboard.core.contributions.Deal;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.state.Delta;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.util.Collector;

/**
 * What a business object adds at an instant; nothing where it cannot be added up.
 *
 * @param places what it adds, per place of the calendar
 * @param weight a bound of what it adds to any one cell, in whatever unit its measures are
 * @param deal which deal it is, or null
 * @param nextChange the next instant of business time at which it changes by the clock alone, or null
 * @param problem why it adds nothing, or null
 */
record Evaluation(Map<Delta.Place, long[]> places, long weight, Deal deal, Instant nextChange, String problem) {
    /** The most that one object may add to one cell, minor units. */
    private static final long MOST = 1_000_000_000_000_000L;

    private static final String CROWDED_OUT =
            "all objects together are beyond what can be added up; correct those with absurd amounts";
    private static final Duration ASKS_AGAIN_AFTER = Duration.ofMinutes(1);

    /** A difference that is not the change of one step. */
    private static final long NO_TIME = 0;

    static Evaluation of(BusinessObject object, Business business, Instant now) {
        try {
            Sums sums = new Sums();
            Contributor.contribute(object, business, sums);
            return new Evaluation(
                    sums.places,
                    sums.weight(),
                    Contributor.deal(object, business, now),
                    Contributor.nextChange(object, business, now),
                    null);
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
    void sendDifference(Evaluation after, long time, Collector<Delta> out) {
        Map<Delta.Place, long[]> difference = new LinkedHashMap<>(after.places);
        places.forEach((place, measures) -> difference.merge(place, Delta.negated(measures), Delta::sum));
        difference.forEach((place, measures) -> {
            if (!Delta.isZero(measures)) {
                out.collect(place.at(time).with(measures));
            }
        });
    }

    /** Collects contributions. */
    private static final class Sums implements Contributions {
        private final Map<Delta.Place, long[]> places = new LinkedHashMap<>();

        @Override
        public void add(Scope scope, String id, int day, int hour, Measure measure, long amount) {
            add(new Delta.Place(scope, id, WindowUnit.DAY, day, hour, NO_TIME), measure, amount);
        }

        @Override
        public void addTo(Scope scope, String id, WindowUnit unit, long start, Measure measure, long amount) {
            add(new Delta.Place(scope, id, unit, start, Delta.NO_HOUR, NO_TIME), measure, amount);
        }

        private void add(Delta.Place place, Measure measure, long amount) {
            long[] sums = places.computeIfAbsent(place, p -> new long[Measure.COUNT]);
            sums[measure.ordinal()] = Math.addExact(sums[measure.ordinal()], amount);
        }

        private long weight() {
            long weight = 0;
            for (Map.Entry<Delta.Place, long[]> place : places.entrySet()) {
                weight = Math.addExact(weight, largest(place.getKey(), place.getValue()));
            }
            return weight;
        }

        private static long largest(Delta.Place place, long[] sums) {
            long largest = 0;
            for (Measure measure : Measure.values()) {
                long sum = sums[measure.ordinal()];
                if (sum > MOST || sum < -MOST) {
                    throw new ArithmeticException(
                            measure.key() + " of " + place.scope().key() + " " + place.id() + " would be " + sum);
                }
                largest = Math.max(largest, Math.abs(sum));
            }
            return largest;
        }
    }
}
