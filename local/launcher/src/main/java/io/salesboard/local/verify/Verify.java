package io.salesboard.local.verify;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.local.Stack;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Compares everything the board of a running stack says with what SQL over its source databases says.
 *
 * <p>Both databases are held still - writers wait - from when the tables are locked until the board has reached that
 * state and has answered for every scope and window. Then the writers go on, while the KPIs' SQL runs on the snapshots.
 */
public final class Verify {
    private static final Duration LOCK_WITHIN = Duration.ofSeconds(30);
    private static final int ATTEMPTS = 3;

    private final Stack stack;
    private final Duration timeout;
    private final Consumer<String> progress;
    private final BusinessCalendar calendar;
    private final BoardClient board;
    private final Comparison comparison = new Comparison();

    private List<Answer> answers;
    private Leaderboards leaderboards;

    private Verify(Stack stack, Duration timeout, Consumer<String> progress) {
        this.stack = stack;
        this.timeout = timeout;
        this.progress = progress;
        this.calendar = new BusinessCalendar(stack.zoneId());
        this.board = new BoardClient(stack.board(), calendar);
    }

    /**
     * Runs the comparison.
     *
     * @param timeout how long the pipeline may take to reach the databases' log position
     * @param progress told in a line what goes on
     * @throws IOException when the board cannot be asked or does not reach that position in time
     * @throws SQLException when a database cannot be read
     */
    public static Report run(Stack stack, Duration timeout, Consumer<String> progress)
            throws IOException, SQLException, InterruptedException {
        return new Verify(stack, timeout, progress).run();
    }

    private Report run() throws IOException, SQLException, InterruptedException {
        Instant started = Instant.now();
        board.positions();
        try (HeldSource pos = HeldSource.hold(stack.pos(), LOCK_WITHIN);
                HeldSource crm = HeldSource.hold(stack.crm(), LOCK_WITHIN)) {
            Instant locked = Instant.now();
            beat(stack.pos());
            beat(stack.crm());
            await(Map.of("pos", pos.position(), "crm", crm.position()));
            ask(pos.session(), crm.session());
            crm.release();
            pos.release();
            Duration held = Duration.between(locked, Instant.now());
            progress.accept(
                    "board has answered " + answers.size() + " questions; computing the same from the databases");
            Oracle oracle = new Oracle(pos.session(), stack);
            oracle.prepare(crm.session());
            compare(oracle);
            return new Report(
                    comparison.counts(),
                    comparison.differences(),
                    Duration.between(started, Instant.now()),
                    held,
                    stack.zoneId());
        }
    }

    /** A heartbeat behind everything committed: the board has passed the lock once it has seen it. */
    private static void beat(Stack.Database database) throws SQLException {
        try (Connection connection = database.open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_logical_emit_message(true, 'heartbeat', '')")) {
            row.next();
        }
    }

    private void await(Map<String, Long> positions) throws IOException {
        Instant start = Instant.now();
        Instant nextLine = start.plusSeconds(2);
        while (true) {
            Map<String, Long> reached = board.positions();
            List<String> behind = positions.keySet().stream()
                    .filter(source -> reached.getOrDefault(source, -1L) < positions.get(source))
                    .sorted()
                    .toList();
            if (behind.isEmpty()) {
                return;
            }
            Instant now = Instant.now();
            String what = "the board is behind the log of " + String.join(" and ", behind) + ": at " + reached
                    + ", databases at " + positions;
            if (Duration.between(start, now).compareTo(timeout) > 0) {
                throw new IOException(what + " after " + timeout.toSeconds()
                        + " s; look at connectors and job with ./salesboard status, or wait longer with --timeout");
            }
            if (now.isAfter(nextLine)) {
                progress.accept(what);
                nextLine = now.plusSeconds(2);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Asks for everything on one business day: what depends on "today" must be about the same one. */
    private void ask(Connection pos, Connection crm) throws IOException, SQLException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Instant now = board.kpis(new Question(Scope.COMPANY, calendar.windowOf(WindowUnit.NOW, Instant.EPOCH)))
                    .asOf();
            List<Question> questions = Questions.of(pos, crm, calendar, now);
            progress.accept("databases are held; asking the board " + questions.size() + " questions");
            answers = board.all(questions);
            leaderboards = Leaderboards.fetch(board, calendar, now);
            boolean sameDay = answers.stream().allMatch(a -> calendar.dayOf(a.asOf()) == calendar.dayOf(now));
            if (sameDay || attempt == ATTEMPTS) {
                return;
            }
        }
    }

    private void compare(Oracle oracle) throws SQLException, IOException {
        Map<WindowUnit, List<Answer>> byUnit = new EnumMap<>(WindowUnit.class);
        for (Answer answer : answers) {
            if (stillKept(answer)) {
                byUnit.computeIfAbsent(answer.question().unit(), unit -> new ArrayList<>())
                        .add(answer);
            }
        }
        for (Map.Entry<WindowUnit, List<Answer>> entry : byUnit.entrySet()) {
            compare(oracle, entry.getKey(), entry.getValue());
        }
    }

    /** Hours older than 48 leave the board; one may have done so while it was being asked. */
    private boolean stillKept(Answer answer) {
        return answer.question().unit() != WindowUnit.HOUR
                || !answer.question()
                        .start()
                        .isBefore(calendar.windowOf(WindowUnit.HOUR, answer.asOf())
                                .from()
                                .minus(Duration.ofHours(47)));
    }

    private void compare(Oracle oracle, WindowUnit unit, List<Answer> all) throws SQLException, IOException {
        // The earliest: no hour that an answer still shows may be gone from the SQL.
        Instant asOf = all.stream().map(Answer::asOf).min(Instant::compareTo).orElseThrow();
        Map<String, Map<CellRow, BigDecimal>> ranked = new HashMap<>();
        oracle.ask(rows(all));
        List<Kpi> moving = new ArrayList<>();
        for (Kpi kpi : Catalogue.kpis()) {
            if (kpi.values().isEmpty()
                    || all.stream().noneMatch(a -> kpi.appliesTo(a.question().scope(), unit))) {
                continue;
            }
            boolean pace = kpi.id().equals("K54");
            List<Answer> settled = pace
                    ? all.stream().filter(a -> !a.question().contains(a.asOf())).toList()
                    : all;
            Map<CellRow, Map<String, BigDecimal>> figures = oracle.figures(kpi, unit, asOf);
            comparison.compare(kpi, settled, figures);
            for (KpiValue value : kpi.values()) {
                Map<CellRow, BigDecimal> column = new HashMap<>();
                figures.forEach((row, values) -> column.put(row, values.get(value.key())));
                ranked.put(value.key(), column);
            }
            if (pace) {
                moving.add(kpi);
            }
        }
        leaderboards.compare(unit, ranked, comparison);
        // Pace moves with every millisecond: in the present window each answer has an instant of its own.
        for (Answer answer : all) {
            if (answer.question().contains(answer.asOf())) {
                for (Kpi kpi : moving) {
                    oracle.ask(rows(List.of(answer)));
                    comparison.compare(kpi, List.of(answer), oracle.figures(kpi, unit, answer.asOf()));
                }
            }
        }
    }

    private static List<CellRow> rows(List<Answer> answers) {
        List<CellRow> rows = new ArrayList<>();
        for (Answer answer : answers) {
            Question question = answer.question();
            answer.rows().keySet().forEach(id -> rows.add(new CellRow(question.scope(), id, question.start())));
        }
        return rows;
    }
}
