package io.salesboard.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final long DAY = LocalDate.parse("2026-11-23").toEpochDay();
    private static final int HOUR = (int) DAY * 24 * 60;

    private static final int NET = Measure.COUNT + List.of(Book.ranked()).indexOf(Measure.NET);

    private static Delta delta(Scope scope, Measure measure, long amount) {
        long[] measures = new long[Measure.COUNT];
        measures[measure.ordinal()] = amount;
        return new Delta(scope, "x", WindowUnit.DAY, DAY, HOUR, 19, measures);
    }

    private static Delta at(long time, Delta delta) {
        return delta.place().at(time).with(delta.measures());
    }

    private static long value(Book book, WindowUnit unit, long start, Measure measure) {
        WindowTable table = book.table(unit);
        int index = table.find(start);
        return index < 0 ? 0 : table.vector(index)[measure.ordinal()];
    }

    private static void add(Book book, Delta... deltas) {
        List.of(deltas).forEach(delta -> book.add(delta, 0));
    }

    /** What is published in a frame: each window with its vector, or null where it is gone. */
    private static Map<Book.Touched, long[]> published(Book book, long frame) {
        Map<Book.Touched, long[]> published = new LinkedHashMap<>();
        book.publish(frame, (window, vector) -> published.put(window, vector == null ? null : vector.clone()));
        return published;
    }

    private static long start(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    @Test
    void aChangeOfADayIsInEveryWindowAroundIt() {
        Book book = new Book();
        add(book, delta(Scope.REP, Measure.NET, 5));
        Map<Book.Touched, long[]> published = published(book, 7);
        assertThat(published.keySet())
                .containsExactly(
                        new Book.Touched(WindowUnit.HOUR, HOUR),
                        new Book.Touched(WindowUnit.DAY, DAY),
                        new Book.Touched(WindowUnit.WEEK, DAY),
                        new Book.Touched(WindowUnit.MONTH, start("2026-11-01")),
                        new Book.Touched(WindowUnit.QUARTER, start("2026-10-01")),
                        new Book.Touched(WindowUnit.YEAR, start("2026-01-01")),
                        new Book.Touched(WindowUnit.NOW, 0));
        assertThat(published.values()).allMatch(vector -> vector[Measure.NET.ordinal()] == 5 && vector[NET] == 7);
    }

    @Test
    void whatIsPublishedWaitsNoLonger() {
        Book book = new Book();
        assertThat(book.hasUnpublished()).isFalse();
        add(book, delta(Scope.REP, Measure.NET, 5));
        assertThat(book.hasUnpublished()).isTrue();
        published(book, 7);
        assertThat(book.hasUnpublished()).isFalse();
        assertThat(published(book, 8)).isEmpty();
    }

    @Test
    void teamsAndRegionsKeepNoNow() {
        for (Scope scope : new Scope[] {Scope.TEAM, Scope.REGION}) {
            Book book = new Book();
            add(book, delta(scope, Measure.NET, 5));
            assertThat(book.table(WindowUnit.NOW).size()).isZero();
        }
    }

    @Test
    void anHourOlderThanTheOldestIsNotKept() {
        Book book = new Book();
        book.add(delta(Scope.REP, Measure.NET, 5), HOUR + 1);
        assertThat(book.table(WindowUnit.HOUR).size()).isZero();
        assertThat(value(book, WindowUnit.DAY, DAY, Measure.NET)).isEqualTo(5);
    }

    @Test
    void anHourThatIsCutIsPublishedAsGone() {
        Book book = new Book();
        add(book, delta(Scope.REP, Measure.NET, 5));
        published(book, 7);
        book.cutHours(HOUR);
        assertThat(book.hasUnpublished()).as("the oldest that is kept").isFalse();
        book.cutHours(HOUR + 60);
        Map<Book.Touched, long[]> published = published(book, 8);
        assertThat(published).containsOnlyKeys(new Book.Touched(WindowUnit.HOUR, HOUR));
        assertThat(published.values()).containsOnlyNulls();
        assertThat(book.table(WindowUnit.HOUR).size()).isZero();
    }

    @Test
    void aWindowIsPublishedAgainWhenAskedAndAsGoneWhereItIsNone() {
        Book book = new Book();
        add(book, delta(Scope.REP, Measure.NET, 5));
        published(book, 7);
        add(book, Delta.again("cell/rep/x/day/" + DAY, 39), Delta.again("cell/rep/x/day/" + (DAY - 1), 39));
        Map<Book.Touched, long[]> published = published(book, 8);
        assertThat(published)
                .containsOnlyKeys(new Book.Touched(WindowUnit.DAY, DAY - 1), new Book.Touched(WindowUnit.DAY, DAY));
        assertThat(published.get(new Book.Touched(WindowUnit.DAY, DAY - 1))).isNull();
        assertThat(published.get(new Book.Touched(WindowUnit.DAY, DAY))[NET])
                .as("reached when it was, not when it is said again")
                .isEqualTo(7);
        assertThat(book.table(WindowUnit.DAY).size())
                .as("asking makes no window")
                .isEqualTo(1);
    }

    @Test
    void aValueRemembersInWhichFrameItWasReachedAndOnlyAChangeMovesThat() {
        Book book = new Book();
        long[] day = book.table(WindowUnit.DAY).at(DAY, Book.LENGTH);
        add(book, delta(Scope.REP, Measure.NET, 5));
        published(book, 7);
        assertThat(day[NET]).isEqualTo(7);
        add(book, delta(Scope.REP, Measure.GROSS, 5));
        published(book, 8);
        assertThat(day[NET]).isEqualTo(7);
        add(book, delta(Scope.REP, Measure.NET, -1));
        published(book, 9);
        assertThat(day[NET]).isEqualTo(9);
    }

    @Test
    void aValueThatOnlyChangedItsPartsWasReachedBefore() {
        Book book = new Book();
        add(book, delta(Scope.REP, Measure.NET, 5));
        published(book, 7);

        // An order moves to the day before, in the same month.
        Delta arrives = new Delta(
                Scope.REP,
                "x",
                WindowUnit.DAY,
                DAY - 1,
                Delta.NO_HOUR,
                39,
                delta(Scope.REP, Measure.NET, 5).measures());
        add(book, delta(Scope.REP, Measure.NET, -5), arrives);
        published(book, 8);

        assertThat(book.table(WindowUnit.MONTH).vector(0)[NET]).isEqualTo(7);
        assertThat(book.table(WindowUnit.DAY).vector(0)[NET]).isEqualTo(8);
        assertThat(book.table(WindowUnit.DAY).size())
                .as("a day of which nothing is left goes")
                .isEqualTo(1);
    }

    @Test
    void theStepsOfAFrameAreOneChange() {
        Book book = new Book();
        add(book, delta(Scope.REP, Measure.NET, 5));
        published(book, 7);
        add(book, delta(Scope.REP, Measure.NET, -5));
        add(book, delta(Scope.REP, Measure.NET, 2));
        add(book, delta(Scope.REP, Measure.NET, 3));
        long[] day = published(book, 8).get(new Book.Touched(WindowUnit.DAY, DAY));
        assertThat(day[Measure.NET.ordinal()]).isEqualTo(5);
        assertThat(day[NET]).as("nobody ever saw another value").isEqualTo(7);
    }

    @Test
    void pendingChangesAreTakenUpToTheirStep() {
        Book book = new Book();
        Delta later = at(39, delta(Scope.REP, Measure.NET, 1));
        Delta first = delta(Scope.REP, Measure.NET, 2);
        book.pending().addAll(List.of(later, first));
        assertThat(book.takePending(38)).containsExactly(first);
        assertThat(book.pending()).containsExactly(later);
        assertThat(book.takePending(39)).containsExactly(later);
    }

    @Test
    void aSumBeyondSixtyFourBitsIsNeverWrappedAround() {
        Book book = new Book();
        add(book, delta(Scope.REP, Measure.NET, Long.MAX_VALUE));
        assertThatThrownBy(() -> add(book, delta(Scope.REP, Measure.NET, 1))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aTableOfWindowsIsASortedMap() {
        Random random = new Random(3);
        for (int n = 0; n < 200; n++) {
            WindowTable table = new WindowTable();
            TreeMap<Long, Long> expected = new TreeMap<>();
            for (int i = 0; i < 60; i++) {
                long start = random.nextInt(40) - 20;
                table.at(start, 1)[0] += i;
                expected.merge(start, (long) i, Long::sum);
                if (random.nextInt(20) == 0) {
                    long cut = random.nextInt(40) - 20;
                    List<Long> older = new ArrayList<>(expected.headMap(cut).keySet());
                    assertThat(table.cutBefore(cut))
                            .containsExactly(older.stream().mapToLong(x -> x).toArray());
                    expected.headMap(cut).clear();
                }
                assertThat(table.size()).isEqualTo(expected.size());
            }
            int index = 0;
            for (var entry : expected.entrySet()) {
                assertThat(table.start(index)).isEqualTo(entry.getKey());
                assertThat(table.vector(index++)).containsExactly(entry.getValue());
            }
            assertThat(table.find(99)).isNegative();
        }
    }
}
