package io.salesboard.jobs.results;

import io.salesboard.core.model.Measure;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.schemas.GroupLayout;
import io.salesboard.schemas.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/** The layout of the cells of this release: which measures the values of each group are. */
public final class CellLayout {
    private static final List<GroupLayout> GROUPS = Arrays.stream(Measure.Group.values())
            .map(group -> new GroupLayout(group.key(), keys(group.measures()), keys(group.ranked())))
            .toList();

    /** Its number: of another layout it is another one. */
    public static final int NUMBER = number();

    private CellLayout() {}

    public static Layout layout(int days) {
        return new Layout(NUMBER, WindowUnit.HOURS_KEPT, days, GROUPS);
    }

    private static List<String> keys(List<Measure> measures) {
        return measures.stream().map(Measure::key).toList();
    }

    /** Short where it is written, and never negative. */
    private static int number() {
        CRC32 sum = new CRC32();
        sum.update(GROUPS.toString().getBytes(StandardCharsets.UTF_8));
        return (int) (sum.getValue() & 0xFFFFF);
    }
}
