package io.salesboard.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final long DAY = LocalDate.parse("2026-11-23").toEpochDay();
    private static final int HOUR = (int) DAY * 24 * 60;

    private static Delta delta(Scope scope, Measure measure, long amount) {
        long[] measures = new long[Measure.COUNT];
        measures[measure.ordinal()] = amount;
        return new Delta(scope, "x", WindowUnit.DAY, DAY, HOUR, 19, measures);
    }

    private static long value(Book book, WindowUnit unit, long start, Measure measure) {
        WindowTable table = book.table(unit);
        int index = table.find(start);
        return index < 0 ? 0 : table.vector(index)[measure.ordinal()];
    }

    @Test
    void aChangeOfADayIsInEveryWindowAroundIt() {
        Book book = new Book();
        assertThat(book.add(List.of(delta(Scope.REP, Measure.NET, 5)), 19, 0))
                .containsExactly(
                        new Book.Touched(WindowUnit.HOUR, HOUR),
                        new Book.Touched(WindowUnit.DAY, DAY),
                        new Book.Touched(WindowUnit.WEEK, DAY),
                        new Book.Touched(
                                WindowUnit.MONTH, LocalDate.parse("2026-11-01").toEpochDay()),
                        new Book.Touched(
                                WindowUnit.QUARTER,
                                LocalDate.parse("2026-10-01").toEpochDay()),
                        new Book.Touched(
                                WindowUnit.YEAR, LocalDate.parse("2026-01-01").toEpochDay()),
                        new Book.Touched(WindowUnit.NOW, 0));
        assertThat(value(book, WindowUnit.YEAR, LocalDate.parse("2026-01-01").toEpochDay(), Measure.NET))
                .isEqualTo(5);
    }

    @Test
    void teamsAndRegionsKeepNoNow() {
        for (Scope scope : new Scope[] {Scope.TEAM, Scope.REGION}) {
            Book book = new Book();
            book.add(List.of(delta(scope, Measure.NET, 5)), 19, 0);
            assertThat(book.table(WindowUnit.NOW).size()).isZero();
        }
    }

    @Test
    void anHourOlderThanTheOldestIsNotKept() {
        Book book = new Book();
        book.add(List.of(delta(Scope.REP, Measure.NET, 5)), 19, HOUR + 1);
        assertThat(book.table(WindowUnit.HOUR).size()).isZero();
        assertThat(value(book, WindowUnit.DAY, DAY, Measure.NET)).isEqualTo(5);
    }

    @Test
    void aValueRemembersWhenItWasReachedAndOnlyAChangeMovesThat() {
        Book book = new Book();
        int reached = Measure.COUNT + List.of(Book.ranked()).indexOf(Measure.NET);
        book.add(List.of(delta(Scope.REP, Measure.NET, 5)), 19, 0);
        book.add(List.of(delta(Scope.REP, Measure.GROSS, 5)), 39, 0);
        long[] vector = book.table(WindowUnit.DAY).vector(0);
        assertThat(vector[reached]).isEqualTo(19);
        book.add(List.of(delta(Scope.REP, Measure.NET, -1)), 59, 0);
        assertThat(vector[reached]).isEqualTo(59);
    }

    @Test
    void aValueThatOnlyChangedItsPartsWasReachedBefore() {
        Book book = new Book();
        int reached = Measure.COUNT + List.of(Book.ranked()).indexOf(Measure.NET);
        book.add(List.of(delta(Scope.REP, Measure.NET, 5)), 19, 0);

        // An order moves to the day before, in the same month.
        Delta leaves = delta(Scope.REP, Measure.NET, -5);
        Delta arrives = new Delta(
                Scope.REP,
                "x",
                WindowUnit.DAY,
                DAY - 1,
                Delta.NO_HOUR,
                39,
                delta(Scope.REP, Measure.NET, 5).measures());
        book.add(List.of(leaves, arrives), 39, 0);

        assertThat(book.table(WindowUnit.MONTH).vector(0)[reached]).isEqualTo(19);
        assertThat(book.table(WindowUnit.DAY).vector(0)[reached]).isEqualTo(39);
        assertThat(book.table(WindowUnit.DAY).vector(1)[reached]).isEqualTo(39);
    }

    @Test
    void pendingChangesAreTakenUpToTheirFrame() {
        Book book = new Book();
        Delta later = delta(Scope.REP, Measure.NET, 1).inFrame(39);
        Delta first = delta(Scope.REP, Measure.NET, 2);
        book.pending().addAll(List.of(later, first));
        assertThat(book.takePending(19)).containsExactly(first);
        assertThat(book.pending()).containsExactly(later);
    }

    @Test
    void aSumBeyondSixtyFourBitsIsNeverWrappedAround() {
        Book book = new Book();
        book.add(List.of(delta(Scope.REP, Measure.NET, Long.MAX_VALUE)), 19, 0);
        assertThatThrownBy(() -> book.add(List.of(delta(Scope.REP, Measure.NET, 1)), 19, 0))
                .isInstanceOf(ArithmeticException.class);
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
