package io.salesboard.figures;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.ResultKeys;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowingReadingTest {
    private static final Company BUSINESS = Told.business("VND");
    private static final int TODAY = (int) LocalDate.parse("2026-11-23").toEpochDay();
    private static final String MONTH_START = "2026-11-01";

    private final Told told = new Told();

    /** Every row of every scope in every present window, and a ranking of each. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void saysTheSameAsAReadingThatFollowsNothingWhateverChanges(long seed) {
        Random random = new Random(seed);
        for (int number = 0; number < 6; number++) {
            told.rep("R" + number, "Rep")
                    .storeNamed("S" + number, "Store")
                    .productIn("C" + number % 2, "P" + number, "7");
        }
        told.team("T0", "Team").region("G0", "Region").frame();
        Instant clock = Told.NOW;
        Reading following = new Reading(told.store.state(), BUSINESS, clock);
        for (int frame = 1; frame <= 200; frame++) {
            assertSame(
                    following, new Reading(told.store.state(), BUSINESS, clock), "seed " + seed + ", frame " + frame);
            told.at(Told.NOW.plusMillis(frame));
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                change(random);
            }
            told.frame();
            clock = clock.plus(Duration.ofSeconds(random.nextInt(8) == 0 ? random.nextInt(3000) : 0));
            following = following.next(told.store.state(), clock);
        }
    }

    private void change(Random random) {
        int number = random.nextInt(6);
        switch (random.nextInt(50)) {
            case 0 ->
                told.assigned(
                        "R" + number,
                        "T" + random.nextInt(2),
                        "G" + random.nextInt(2),
                        "2026-11-0" + (1 + random.nextInt(9)));
            case 1 -> told.weight("2026-11-2" + random.nextInt(10), "0." + random.nextInt(10));
            case 2 ->
                told.productIn(
                        "C" + random.nextInt(3), "P" + number, random.nextBoolean() ? null : "" + random.nextInt(50));
            case 3 -> told.entityDeleted("rep", "R" + number);
            case 4 -> told.rep("R" + number, "Rep");
            default -> changeCell(random, number);
        }
    }

    private void changeCell(Random random, int number) {
        Measure.Group group = oneOf(random, Arrays.asList(Measure.Group.values()));
        Scope scope = oneOf(
                random,
                Arrays.stream(Scope.values())
                        .filter(Scope::isPublished)
                        .filter(group::isKeptBy)
                        .toList());
        // Mostly one window, so that what depends on each other meets.
        WindowUnit unit = group.kept(scope).contains(MONTH) && random.nextInt(3) > 0
                ? MONTH
                : oneOf(random, List.copyOf(group.kept(scope)));
        String id = scope == COMPANY ? Scope.COMPANY_ID : scope.name().substring(0, 1) + number;
        if (scope == REGION || scope == LOCATION) {
            id = "G" + number % 3;
        } else if (scope.isCombined()) {
            id = "G" + number % 3 + "|P" + number;
        }
        Map<Measure, Long> sums = new HashMap<>();
        group.measures().forEach(measure -> sums.put(measure, (long) random.nextInt(40)));
        if (unit == HOUR) {
            told.cellOfHour(scope, id, "2026-11-23T15:00", sums);
            return;
        }
        long start = BusinessCalendar.startOf(unit, TODAY);
        if (random.nextInt(5) == 0) {
            told.removed(ResultKeys.cell(group.key(), scope.key(), id, unit.key(), start));
        } else if (unit == NOW) {
            told.cellOfNow(scope, id, sums);
        } else {
            told.cell(scope, id, unit, LocalDate.ofEpochDay(start).toString(), sums);
        }
    }

    private static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private static void assertSame(Reading following, Reading alone, String when) {
        for (Scope scope : Scope.values()) {
            for (WindowUnit unit : WindowUnit.values()) {
                Window window = alone.present(unit);
                List<KpiValue> published = Catalogue.valuesOf(scope, unit);
                if (published.isEmpty()) {
                    continue;
                }
                List<String> ids = alone.ids(scope, window);
                assertSame(following.ids(scope, window), ids, when, scope, window);
                for (String id : ids) {
                    assertSame(
                            following.in(window).values(scope, id),
                            alone.in(window).values(scope, id),
                            when,
                            scope,
                            window,
                            id);
                }
                assertSame(
                        following.ranking(published.get(0), scope, window).places(),
                        alone.ranking(published.get(0), scope, window).places(),
                        when,
                        scope,
                        window);
            }
        }
    }

    /** Words cost more than the comparison: they are made where there is a difference. */
    private static void assertSame(Object following, Object alone, Object... where) {
        if (!following.equals(alone)) {
            assertThat(following).as(Arrays.toString(where)).isEqualTo(alone);
        }
    }

    @Test
    void computesOnlyTheRowsThatChanged() {
        Reading before = ofFiftyReps();
        Map<String, Map<String, BigDecimal>> values = repsOfTheMonth(before);

        told.at(Told.NOW.plusMillis(20))
                .cell(REP, "R7", MONTH, MONTH_START, Map.of(NET, 8L))
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 8L))
                .frame();

        assertThat(computedAnew(values, before.next(told.store.state(), Told.NOW)))
                .containsExactly("R7");
    }

    @Test
    void computesNoRowOfAScopeThatNoFrameTouched() {
        Reading before = ofFiftyReps();
        Map<String, Map<String, BigDecimal>> values = repsOfTheMonth(before);

        told.at(Told.NOW.plusMillis(20))
                .cell(STORE, "S1", MONTH, MONTH_START, Map.of(NET, 8L))
                .frame();

        assertThat(computedAnew(values, before.next(told.store.state(), Told.NOW)))
                .isEmpty();
    }

    @Test
    void computesWhatTheClockDrivesOnceItMoves() {
        Reading before = ofFiftyReps();
        Map<String, Map<String, BigDecimal>> values = repsOfTheMonth(before);

        assertThat(computedAnew(values, before.next(told.store.state(), Told.NOW.plusSeconds(1))))
                .hasSize(50);
    }

    private Reading ofFiftyReps() {
        for (int number = 1; number <= 50; number++) {
            told.rep("R" + number, "Rep").cell(REP, "R" + number, MONTH, MONTH_START, Map.of(NET, 5L));
        }
        told.frame();
        return new Reading(told.store.state(), BUSINESS, Told.NOW);
    }

    private static Map<String, Map<String, BigDecimal>> repsOfTheMonth(Reading reading) {
        Window month = reading.present(MONTH);
        Map<String, Map<String, BigDecimal>> values = new HashMap<>();
        reading.ids(REP, month).forEach(id -> values.put(id, reading.in(month).values(REP, id)));
        return values;
    }

    /** The reps whose values are not the very ones of before. */
    private static List<String> computedAnew(Map<String, Map<String, BigDecimal>> before, Reading reading) {
        Map<String, Map<String, BigDecimal>> now = repsOfTheMonth(reading);
        assertThat(now.keySet()).isEqualTo(before.keySet());
        return now.keySet().stream().filter(id -> now.get(id) != before.get(id)).toList();
    }
}
