package io.salesboard.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final Instant TIME = Instant.parse("2010-12-01T08:26:00Z");

    @TempDir
    Path folder;

    private static Event event(Instant at, Object... parameters) {
        return new Event(at, List.of(Change.of("insert into x values (?)", parameters), Change.of("select 1")));
    }

    @Test
    void givesBackWhatWasAddedInBusinessOrder() throws IOException {
        Event first = event(Instant.parse("1969-12-31T23:59:59Z"), "Trần Thị Bích", null, 7L);
        Event second = event(TIME, new BigDecimal("12.50"), LocalDate.of(2010, 2, 28), Instant.MAX);
        Event third = event(TIME.plusSeconds(1), "");
        try (EventFile events = new EventFile(folder)) {
            for (Event event : List.of(third, first, second)) {
                events.add(event);
            }
            events.sort();

            assertThat(IntStream.range(0, events.size()).mapToObj(events::at))
                    .containsExactly(first.at(), TIME, third.at());
            assertThat(List.of(events.get(0), events.get(1), events.get(2))).containsExactly(first, second, third);
        }
    }

    @Test
    void thoseOfOneSecondKeepTheirSequence() throws IOException {
        try (EventFile events = new EventFile(folder)) {
            for (int i = 0; i < 5_000; i++) {
                events.add(event(TIME, (long) (4_999 - i)), 4_999 - i);
            }
            events.sort();

            List<Object> order = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                order.add(events.get(i).changes().get(0).parameters().get(0));
            }
            assertThat(order).hasSize(5_000).isSortedAccordingTo((a, b) -> Long.compare((Long) a, (Long) b));
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        try (EventFile events = new EventFile(folder)) {
            events.add(event(TIME, "x"));
            events.sort();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesWhatItCouldNotGiveBack() throws IOException {
        try (EventFile events = new EventFile(folder)) {
            assertThatThrownBy(() -> events.add(event(TIME.plusNanos(1), "x"))).hasMessageContaining("whole seconds");
            assertThatThrownBy(() -> events.add(event(TIME, 1.5))).hasMessageContaining("not a type of a data set");
        }
    }
}
