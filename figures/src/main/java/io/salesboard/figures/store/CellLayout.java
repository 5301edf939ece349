package io.salesboard.figures.store;

import io.salesboard.core.model.Measure;
import io.salesboard.schemas.GroupLayout;
import io.salesboard.schemas.Layout;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where the measures this release knows stand among the numbers of a cell, by what a job said of some release: one it does not know is
 * passed over, one that job did not know is 0.
 */
final class CellLayout {
    private static final Map<String, Measure.Group> GROUPS = Arrays.stream(Measure.Group.values())
            .collect(Collectors.toUnmodifiableMap(Measure.Group::key, Function.identity()));

    private final int number;
    private final int hours;
    private final int days;
    private final Map<Measure.Group, Places> places = new EnumMap<>(Measure.Group.class);

    /** Places by {@link Measure#index}, -1 where there is none; {@code count} is how many numbers a cell has. */
    private record Places(int count, int[] sums, int[] reached) {}

    CellLayout(Layout layout) {
        number = layout.getNumber();
        hours = layout.getHours();
        days = layout.getDays();
        for (GroupLayout group : layout.getGroups()) {
            Measure.Group known = GROUPS.get(group.getName());
            if (known != null) {
                places.put(known, places(known, group.getMeasures(), group.getRanked()));
            }
        }
    }

    private static Places places(Measure.Group group, List<String> measures, List<String> ranked) {
        return new Places(
                measures.size() + ranked.size(),
                group.measures().stream()
                        .mapToInt(measure -> measures.indexOf(measure.key()))
                        .toArray(),
                group.measures().stream()
                        .mapToInt(measure -> ranked.indexOf(measure.key()))
                        .map(place -> place < 0 ? -1 : measures.size() + place)
                        .toArray());
    }

    int number() {
        return number;
    }

    /** How many hours before the present one are kept. */
    int hours() {
        return hours;
    }

    /** How many days before the present one are kept as days and weeks. */
    int days() {
        return days;
    }

    /** @throws IllegalArgumentException when a cell of the group cannot have so many numbers */
    void check(Measure.Group group, int count) {
        Places known = places.get(group);
        if (known == null || known.count() != count) {
            throw new IllegalArgumentException("cells of group '" + group.key() + "' have " + count
                    + " numbers, but layout " + number + " says "
                    + (known == null ? "nothing of such" : "" + known.count())
                    + "; the job must publish them again: start it anew");
        }
    }

    /** What a cell that names this layout says. */
    Sums sums(Measure.Group group, byte[] cell) {
        Places known = places.get(group);
        if (known == null) {
            return Sums.none(group);
        }
        long[] values = PackedCell.values(cell);
        return new Sums(picked(values, known.sums()), picked(values, known.reached()));
    }

    private static long[] picked(long[] values, int[] places) {
        long[] picked = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = places[i] < 0 || places[i] >= values.length ? 0 : values[places[i]];
        }
        return picked;
    }
}
