package io.salesboard.verify;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A board that answers what SQL says, but for the cells, ranks and positions that a test alters. */
final class FakeBoard implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else each small answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final BusinessCalendar calendar;
    private final Instant now;
    private final Map<Question, Map<String, Map<String, String>>> cells = new HashMap<>();
    private final Map<Question, Map<String, Map<String, String>>> withoutToday = new HashMap<>();
    private final AtomicLong version = new AtomicLong(1);

    /** Added to the value of a cell of the present window: {@code "rep/A/month/K01.net"}. */
    final Map<String, BigDecimal> altered = new HashMap<>();

    /** Added to the movement of a row in the leaderboards of the present window: {@code "rep/A/month"}. */
    final Map<String, Integer> moved = new HashMap<>();

    final Map<String, Integer> leftOut = new TreeMap<>();
    final List<String> incidents = new ArrayList<>();

    /** Whether leaderboards of reps come in the order of their ids. */
    boolean unordered;

    String status;
    boolean loading;

    /** What opens it; null where it lets everybody in. */
    volatile String key;

    /** What it says of the log positions it has reached, and of its newest row. */
    volatile LongSupplier lsn;

    volatile LongSupplier rowLsn;

    /** Runs before each answer that has figures. */
    volatile Runnable beforeAnswer;

    /** @param entities what the reference tables list */
    FakeBoard(Stack databases, Instant now, Map<Scope, List<String>> entities) throws Exception {
        this.calendar = new BusinessCalendar(databases.zoneId());
        this.now = now;
        beRight();
        readCells(databases, entities);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/api/v1/health", exchange -> answer(exchange, health()));
        server.createContext("/api/v1/kpis", exchange -> {
            beforeAnswer.run();
            answer(exchange, kpis(question(exchange)));
        });
        server.createContext("/api/v1/leaderboards/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            answer(exchange, leaderboard(path.substring(path.lastIndexOf('/') + 1), question(exchange)));
        });
        server.start();
    }

    /** Takes back what a test altered. */
    void beRight() {
        altered.clear();
        moved.clear();
        leftOut.clear();
        incidents.clear();
        unordered = false;
        status = "ok";
        loading = false;
        key = null;
        lsn = () -> Long.MAX_VALUE;
        rowLsn = () -> 0;
        beforeAnswer = () -> {};
    }

    private void readCells(Stack databases, Map<Scope, List<String>> entities) throws Exception {
        try (Connection pos = databases.pos().open();
                Connection crm = databases.crm().open();
                Cut cut = Cut.take(databases, false);
                Oracle oracle = Oracle.open(databases)) {
            cut.copyTo(oracle);
            oracle.prepare();
            List<Question> questions = new ArrayList<>(Questions.of(pos, crm, calendar, now));
            questions.removeIf(question -> question.ranked() != null);
            questions.sort(Question.BY_WINDOW_AND_SCOPE);
            for (Question question : questions) {
                Map<String, Map<String, String>> rows = new HashMap<>();
                entities.getOrDefault(question.scope(), List.of()).forEach(id -> rows.put(id, new HashMap<>()));
                cells.put(question, rows);
            }
            for (WindowUnit unit : WindowUnit.values()) {
                List<Question> ofUnit =
                        questions.stream().filter(q -> q.unit() == unit).toList();
                // Twice: a row that one KPI finds has values of the others too.
                readCells(oracle, unit, ofUnit);
                readCells(oracle, unit, ofUnit);
            }
        }
    }

    private void readCells(Oracle oracle, WindowUnit unit, List<Question> questions) throws Exception {
        oracle.forget();
        for (Question question : questions) {
            oracle.ask(question, cells.get(question).keySet());
        }
        for (Kpi kpi : Catalogue.kpis()) {
            if (!kpi.windows().contains(unit)) {
                continue;
            }
            oracle.compute(kpi, unit, now);
            oracle.beginReading();
            try (Figures figures = oracle.read(kpi)) {
                for (Question question : questions) {
                    Map<String, Map<String, String>> found = figures.of(question);
                    if (kpi == Leaderboards.KPI) {
                        withoutToday.put(question, found);
                    } else if (kpi.appliesTo(question.scope(), unit)) {
                        found.forEach((id, values) -> cells.get(question)
                                .computeIfAbsent(id, i -> new HashMap<>())
                                .putAll(values));
                    }
                }
            }
            oracle.endReading();
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private Question question(HttpExchange exchange) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : exchange.getRequestURI().getQuery().split("&")) {
            parameters.put(
                    parameter.substring(0, parameter.indexOf('=')), parameter.substring(parameter.indexOf('=') + 1));
        }
        WindowUnit unit = WindowUnit.of(parameters.get("window"));
        String at = parameters.get("at");
        Instant instant = at == null
                ? now
                : (at.contains("T")
                                ? LocalDateTime.parse(at)
                                : LocalDate.parse(at).atStartOfDay())
                        .atZone(calendar.zone())
                        .toInstant();
        return new Question(Scope.of(parameters.get("scope")), calendar.windowOf(unit, instant));
    }

    private ObjectNode health() {
        ObjectNode health = JSON.createObjectNode();
        health.put("status", status).put("asOf", now.toString()).put("version", version.incrementAndGet());
        ArrayNode sources = health.putArray("sources");
        for (String name : List.of("pos", "crm")) {
            sources.addObject()
                    .put("name", name)
                    .put("lsn", lsn.getAsLong())
                    .put("rowLsn", rowLsn.getAsLong())
                    .put("loading", loading);
        }
        ArrayNode said = health.putArray("incidents");
        incidents.forEach(
                what -> said.addObject().put("place", "pos").putObject("en").put("what", what));
        ObjectNode left = health.putObject("leftOut");
        left.put("total", leftOut.values().stream().mapToInt(Integer::intValue).sum());
        ObjectNode byReason = left.putObject("byReason").put("bad_period", 0);
        leftOut.forEach(byReason::put);
        return health;
    }

    private Map<String, Map<String, String>> rows(Question question) {
        return new TreeMap<>(cells.get(question));
    }

    private BigDecimal value(Question question, String id, KpiValue value, Map<String, String> values) {
        BigDecimal found = Comparison.number(values.get(value.key()));
        if (found == null && Comparison.isSum(value)) {
            found = BigDecimal.ZERO;
        }
        BigDecimal more = altered.get(
                question.scope().key() + "/" + id + "/" + question.unit().key() + "/" + value.key());
        return more == null || found == null || !question.contains(now) ? found : found.add(more);
    }

    private ObjectNode head(Question question) {
        ObjectNode answer = JSON.createObjectNode().put("asOf", now.toString()).put("version", version.get());
        Window window = question.window();
        answer.putObject("window")
                .put(
                        "start",
                        window.from().atZone(calendar.zone()).toOffsetDateTime().toString());
        return answer;
    }

    private ObjectNode kpis(Question question) {
        ObjectNode answer = head(question);
        ArrayNode rows = answer.putArray("rows");
        rows(question).forEach((id, values) -> {
            ObjectNode row = rows.addObject().put("id", id);
            ObjectNode shown = row.putObject("values");
            for (KpiValue value : Catalogue.valuesOf(question.scope(), question.unit())) {
                shown.put(value.key(), value(question, id, value, values));
            }
        });
        return answer;
    }

    private ObjectNode leaderboard(String key, Question question) {
        ObjectNode answer = head(question);
        ArrayNode rows = answer.putArray("rows");
        KpiValue value = Catalogue.value(key);
        Map<String, BigDecimal> values = new TreeMap<>();
        rows(question).forEach((id, row) -> values.put(id, value(question, id, value, row)));
        Map<String, BigDecimal> before = new TreeMap<>();
        values.keySet()
                .forEach(id -> before.put(
                        id,
                        value(question, id, value, withoutToday.get(question).getOrDefault(id, Map.of()))));
        List<String> ranked = ranked(values);
        List<String> rankedBefore = question.contains(now) ? ranked(before) : ranked;
        for (String id : values.keySet()) {
            ObjectNode row = rows.addObject().put("id", id).put("value", values.get(id));
            if (ranked.contains(id)) {
                int gained = rankedBefore.contains(id) ? rankedBefore.indexOf(id) - ranked.indexOf(id) : 0;
                String place = question.scope().key() + "/" + id + "/"
                        + question.unit().key();
                row.put("rank", ranked.indexOf(id) + 1);
                row.put("movement", gained + (question.contains(now) ? moved.getOrDefault(place, 0) : 0));
            }
        }
        return answer;
    }

    private List<String> ranked(Map<String, BigDecimal> values) {
        List<String> ids = new ArrayList<>(values.keySet().stream()
                .filter(id -> values.get(id) != null && !id.equals(Scope.UNASSIGNED))
                .toList());
        if (!unordered) {
            ids.sort(Comparator.comparing(values::get, Comparator.reverseOrder()));
        }
        return ids;
    }

    private void answer(HttpExchange exchange, ObjectNode json) throws IOException {
        boolean known = key == null
                || ("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body =
                JSON.writeValueAsBytes(known ? json : JSON.createObjectNode().put("error", "sign in first"));
        exchange.sendResponseHeaders(known ? 200 : 401, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
