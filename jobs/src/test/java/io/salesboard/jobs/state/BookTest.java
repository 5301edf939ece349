package io.salesboard.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Subject;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.jobs.Frames;
import io.salesboard.jobs.state.Delta.Place;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BookTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
    private static final long DAY = LocalDate.parse("2026-11-23").toEpochDay();
    private static final int HOUR = (int) (NOW.getEpochSecond() / 60);
    private static final int DAYS_KEPT = 30;

    private final Retention retention = new Retention(new BusinessCalendar(ZONE), BusinessClock.REAL, DAYS_KEPT);
    private KeyedOneInputStreamOperatorTestHarness<String, String, String> harness;
    private Book book;
    private Map<CellWindow, long[]> published = new LinkedHashMap<>();
    private final TreeSet<Long> alarmTimes = new TreeSet<>();
    private final Book.Alarm alarms = new Book.Alarm() {
        @Override
        public void set(long time) {
            alarmTimes.add(time);
        }

        @Override
        public void cancel(long time) {
            alarmTimes.remove(time);
        }
    };

    /** Gives the test keyed state of one key. */
    private final class State extends KeyedProcessFunction<String, String, String> implements CheckpointedFunction {
        private static final long serialVersionUID = 1L;

        @Override
        public void open(OpenContext context) {
            // the state is made before
        }

        @Override
        public void processElement(String value, Context context, Collector<String> out) {
            // the key is set by now
        }

        @Override
        public void initializeState(FunctionInitializationContext context) {
            KeyedStateStore state = context.getKeyedStateStore();
            book = new Book(state, retention, alarms);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) {
            // nothing beside keyed state
        }
    }

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new State()), key -> key, Types.STRING);
        harness.setStateBackend(new EmbeddedRocksDBStateBackend(true));
        harness.open();
        harness.processElement("rep/x", 0);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static long millis(long frame) {
        return NOW.toEpochMilli() + frame;
    }

    private static Delta delta(Scope scope, long day, int hour, Measure measure, long amount) {
        long[] sums = new long[measure.group().measures().size()];
        sums[measure.index()] = amount;
        return Delta.add(new Place(Subject.of(scope, "x"), measure.group(), WindowUnit.DAY, day, hour), 0, sums);
    }

    private void add(Measure measure, long amount) {
        add(Scope.REP, DAY, HOUR, measure, amount);
    }

    private void add(Scope scope, long day, int hour, Measure measure, long amount) {
        book.add(delta(scope, day, hour, measure, amount), Frames.time(millis(0), 0));
    }

    /** Ends a step within a frame; frames are milliseconds after {@link #NOW}. */
    private void step(long frame) throws Exception {
        book.endStep(Frames.time(millis(frame), 0), false, millis(frame), (window, cell) -> {
            throw new AssertionError("published before the frame is closed: " + window);
        });
    }

    /** Closes a frame: what is published, each cell with its sums and then when they were reached; null where it is gone. */
    private Map<CellWindow, long[]> closed(long frame) throws Exception {
        published = new LinkedHashMap<>();
        book.endStep(
                Frames.last(millis(frame)),
                true,
                millis(frame),
                (window, cell) -> published.put(window, cell == null ? null : values(cell)));
        return published;
    }

    private static long[] values(CellSums cell) {
        long[] values = new long[cell.sums().length + cell.reached().length];
        System.arraycopy(cell.sums(), 0, values, 0, cell.sums().length);
        for (int i = 0; i < cell.reached().length; i++) {
            long reached = cell.reached()[i];
            values[cell.sums().length + i] = reached == 0 ? -1 : reached - NOW.toEpochMilli();
        }
        return values;
    }

    private static CellWindow sales(WindowUnit unit, long start) {
        return new CellWindow(unit, start, Measure.Group.SALES, Scope.REP, null);
    }

    private long net(CellWindow window) {
        return published.get(window)[Measure.NET.index()];
    }

    private long netReached(CellWindow window) {
        return published
                .get(window)[
                Measure.Group.SALES.measures().size()
                        + Measure.Group.SALES.ranked().indexOf(Measure.NET)];
    }

    private static long start(String date) {
        return LocalDate.parse(date).toEpochDay();
    }

    @Test
    void aChangeOfADayIsInEveryWindowAroundItThatNoOthersMake() throws Exception {
        add(Measure.NET, 5);
        assertThat(closed(7).keySet())
                .containsExactlyInAnyOrder(
                        sales(WindowUnit.HOUR, HOUR),
                        sales(WindowUnit.DAY, DAY),
                        sales(WindowUnit.MONTH, start("2026-11-01")));
        assertThat(published.keySet()).allMatch(window -> net(window) == 5 && netReached(window) == 7);
        add(Measure.PAID, 5);
        assertThat(closed(8).keySet())
                .extracting(CellWindow::unit)
                .containsExactlyInAnyOrder(WindowUnit.HOUR, WindowUnit.DAY, WindowUnit.MONTH, WindowUnit.NOW);
    }

    @Test
    void teamsRegionsAndLocationsKeepNoNow() throws Exception {
        add(Scope.REGION, DAY, HOUR, Measure.PAID, 5);
        assertThat(closed(7).keySet()).extracting(CellWindow::unit).doesNotContain(WindowUnit.NOW);
    }

    @Test
    void whatIsPublishedWaitsNoLonger() throws Exception {
        add(Measure.NET, 5);
        closed(7);
        assertThat(closed(8)).isEmpty();
    }

    @Test
    void theStepsOfAFrameAreOneChange() throws Exception {
        add(Measure.NET, 5);
        closed(7);
        for (long amount : new long[] {-5, 2, 3}) {
            add(Measure.NET, amount);
            step(8);
        }
        add(Measure.NET, 0);
        closed(8);
        assertThat(net(sales(WindowUnit.DAY, DAY))).isEqualTo(5);
        assertThat(netReached(sales(WindowUnit.DAY, DAY)))
                .as("nobody ever saw another value")
                .isEqualTo(7);
    }

    @Test
    void aValueRemembersInWhichFrameItWasReachedAndOnlyAChangeMovesThat() throws Exception {
        CellWindow day = sales(WindowUnit.DAY, DAY);
        add(Measure.NET, 5);
        closed(7);
        add(Measure.GROSS, 5);
        closed(8);
        assertThat(netReached(day)).isEqualTo(7);
        add(Measure.NET, -1);
        closed(9);
        assertThat(netReached(day)).isEqualTo(9);
    }

    @Test
    void aValueThatOnlyChangedItsPartsWasReachedBefore() throws Exception {
        add(Measure.NET, 5);
        closed(7);
        // An order moves to the day before, in the same month.
        add(Measure.NET, -5);
        add(Scope.REP, DAY - 1, Place.NO_HOUR, Measure.NET, 5);
        closed(8);
        assertThat(netReached(sales(WindowUnit.MONTH, start("2026-11-01")))).isEqualTo(7);
        assertThat(netReached(sales(WindowUnit.DAY, DAY - 1))).isEqualTo(8);
        assertThat(published).as("a day of which nothing is left goes").containsEntry(sales(WindowUnit.DAY, DAY), null);
    }

    @Test
    void aCellIsPublishedAgainWhenAskedAndAsGoneWhereThereIsNone() throws Exception {
        add(Measure.NET, 5);
        closed(7);
        for (long day : new long[] {DAY, DAY - 1}) {
            book.again(new Place(Subject.of(Scope.REP, "x"), Measure.Group.SALES, WindowUnit.DAY, day, Place.NO_HOUR));
        }
        closed(8);
        assertThat(published).containsOnlyKeys(sales(WindowUnit.DAY, DAY), sales(WindowUnit.DAY, DAY - 1));
        assertThat(published.get(sales(WindowUnit.DAY, DAY - 1))).isNull();
        assertThat(netReached(sales(WindowUnit.DAY, DAY)))
                .as("reached when it was, not when it is said again")
                .isEqualTo(7);
    }

    @Test
    void anHourOlderThanTheOldestIsNotKept() throws Exception {
        add(Scope.REP, DAY - 3, HOUR - 72 * 60, Measure.NET, 5);
        assertThat(closed(7).keySet()).extracting(CellWindow::unit).doesNotContain(WindowUnit.HOUR);
    }

    @Test
    void anHourLeavesWhenItIsKeptNoLongerAndTheNextIsSaid() throws Exception {
        add(Measure.NET, 5);
        add(Scope.REP, DAY, HOUR - 60, Measure.NET, 2);
        closed(7);
        assertThat(Frames.of(alarmTimes.first())).isEqualTo(millis(48 * 3_600_000L));
        assertThat(closed(48 * 3_600_000L)).containsOnlyKeys(sales(WindowUnit.HOUR, HOUR - 60));
        assertThat(alarmTimes).hasSize(1);
        assertThat(Frames.of(alarmTimes.first())).isEqualTo(millis(49 * 3_600_000L));
    }

    /** Kept are the days of whole weeks. */
    @Test
    void daysAndWeeksLeaveAfterTheirRetentionAndLongerWindowsStay() throws Exception {
        long monday = start("2026-10-19");
        for (long day : new long[] {monday, monday + 6, monday + 7}) {
            add(Scope.REP, day, Place.NO_HOUR, Measure.NET, 5);
        }
        closed(7);
        Instant cut = Instant.ofEpochMilli(Frames.of(alarmTimes.first()));
        assertThat(cut)
                .isEqualTo(LocalDate.ofEpochDay(monday + 7 + DAYS_KEPT)
                        .atStartOfDay(ZONE)
                        .toInstant());
        closed(cut.toEpochMilli() - NOW.toEpochMilli());
        assertThat(published.values()).containsOnlyNulls();
        assertThat(published).containsOnlyKeys(sales(WindowUnit.DAY, monday), sales(WindowUnit.DAY, monday + 6));
    }

    @Test
    void aLateChangeOfADayThatIsKeptNoLongerCountsInItsMonth() throws Exception {
        add(Scope.REP, DAY - 400, Place.NO_HOUR, Measure.NET, 5);
        assertThat(closed(7).keySet()).extracting(CellWindow::unit).containsExactly(WindowUnit.MONTH);
    }

    @Test
    void whatStandsOnADayIsSaidWithItsHoursApart() throws Exception {
        add(Measure.NET, 5);
        add(Scope.REP, DAY, HOUR - 60, Measure.NET, 2);
        add(Scope.REP, DAY, Place.NO_HOUR, Measure.NET, 10);
        add(Scope.REP, DAY - 1, Place.NO_HOUR, Measure.NET, 100);
        closed(7);
        List<String> parts = new ArrayList<>();
        for (Book.Part part : book.parts("x", day -> day == DAY)) {
            int hour = part.place().hour();
            parts.add((hour == Place.NO_HOUR ? "rest" : hour - HOUR) + ": " + part.sums()[Measure.NET.index()]);
        }
        assertThat(parts).containsExactly("-60: 2", "0: 5", "rest: 10");
    }

    /** Where the hours of a day cancel out, there is no day; yet they move with it. */
    @Test
    void hoursOfADayOfNothingAreSaidToo() throws Exception {
        add(Measure.NET, 5);
        add(Scope.REP, DAY, HOUR - 60, Measure.NET, -5);
        closed(7);
        assertThat(published.get(sales(WindowUnit.DAY, DAY))).isNull();
        assertThat(book.parts("x", day -> true))
                .extracting(part -> part.sums()[Measure.NET.index()])
                .containsExactly(-5L, 5L, 0L);
    }

    @Test
    void aHiddenRowIsPublishedAsGoneAndWholeWhenItIsShown() throws Exception {
        add(Measure.NET, 5);
        closed(7);
        book.hide(true);
        assertThat(closed(8)).hasSize(3);
        assertThat(published.values()).containsOnlyNulls();
        add(Measure.NET, 1);
        assertThat(closed(9)).isEmpty();
        book.hide(false);
        assertThat(closed(10)).hasSize(3);
        assertThat(net(sales(WindowUnit.DAY, DAY))).isEqualTo(6);
    }

    @Test
    void aRowOfWhichNothingIsLeftLeavesNothingBehind() throws Exception {
        add(Measure.NET, 5);
        closed(7);
        assertThat(alarmTimes).hasSize(1);
        add(Measure.NET, -5);
        closed(8);
        assertThat(published.values()).containsOnlyNulls();
        assertThat(alarmTimes).isEmpty();
    }

    @Test
    void aSumBeyondSixtyFourBitsIsNeverWrappedAround() {
        add(Measure.NET, Long.MAX_VALUE);
        assertThatThrownBy(() -> add(Measure.NET, 1)).isInstanceOf(ArithmeticException.class);
    }
}
