package io.salesboard.local.verify;

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
import io.salesboard.local.Stack;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/** A board that answers what SQL says, but for the cells and ranks that a test alters. */
final class FakeBoard implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Else each small answer waits 40 ms for the client's delayed acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final Map<Scope, List<String>> ENTITIES = Map.of(
            Scope.COMPANY, List.of("company"),
            Scope.REGION, List.of("N", "S"),
            Scope.TEAM, List.of("T1", "T2"),
            Scope.REP, List.of("A", "B", "C"),
            Scope.STORE, List.of("S1", "S2", "S3"),
            Scope.PRODUCT, List.of("P1", "P2", "P3"));

    private final HttpServer server;
    private final BusinessCalendar calendar;
    private final Map<WindowUnit, Map<CellRow, Map<String, BigDecimal>>> cells = new HashMap<>();

    /** Added to the value of a cell: {@code "rep/A/month/K01.net"}. */
    final Map<String, BigDecimal> altered = new HashMap<>();

    /** Whether leaderboards of reps come in the order of their ids. */
    boolean unordered;

    /** What the board says of the log position it has reached. */
    long position = Long.MAX_VALUE;

    FakeBoard(Stack databases) throws IOException, SQLException {
        calendar = new BusinessCalendar(databases.zoneId());
        readCells(databases);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/api/v1/health", exchange -> answer(exchange, health()));
        server.createContext("/api/v1/kpis", exchange -> answer(exchange, kpis(question(exchange))));
        server.createContext("/api/v1/leaderboards/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            answer(exchange, leaderboard(path.substring(path.lastIndexOf('/') + 1), question(exchange)));
        });
        server.start();
    }

    private void readCells(Stack databases) throws SQLException, IOException {
        try (Connection pos = databases.pos().open();
                Connection crm = databases.crm().open()) {
            pos.setAutoCommit(false);
            crm.setAutoCommit(false);
            Oracle oracle = new Oracle(pos, databases);
            oracle.prepare(crm);
            List<Question> questions = Questions.of(pos, crm, calendar, TinyHistory.NOW);
            for (WindowUnit unit : WindowUnit.values()) {
                Map<CellRow, Map<String, BigDecimal>> values = new HashMap<>();
                for (Question question : questions) {
                    if (question.unit() == unit) {
                        ENTITIES.getOrDefault(question.scope(), List.of())
                                .forEach(id -> values.put(
                                        new CellRow(question.scope(), id, question.start()), new HashMap<>()));
                    }
                }
                // Twice: a row that one KPI finds has values of the others too.
                readCells(oracle, unit, values);
                readCells(oracle, unit, values);
                cells.put(unit, values);
            }
        }
    }

    private static void readCells(Oracle oracle, WindowUnit unit, Map<CellRow, Map<String, BigDecimal>> values)
            throws SQLException, IOException {
        oracle.ask(values.keySet());
        for (Kpi kpi : Catalogue.kpis()) {
            if (kpi.windows().contains(unit) && !kpi.values().isEmpty()) {
                oracle.figures(kpi, unit, TinyHistory.NOW)
                        .forEach((row, figures) -> values.computeIfAbsent(row, r -> new HashMap<>())
                                .putAll(figures));
            }
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
                ? TinyHistory.NOW
                : (at.contains("T")
                                ? LocalDateTime.parse(at)
                                : LocalDate.parse(at).atStartOfDay())
                        .atZone(calendar.zone())
                        .toInstant();
        return new Question(Scope.of(parameters.get("scope")), calendar.windowOf(unit, instant));
    }

    private ObjectNode health() {
        ObjectNode health = JSON.createObjectNode();
        ArrayNode sources = health.putArray("sources");
        sources.addObject().put("name", "pos").put("lsn", position);
        sources.addObject().put("name", "crm").put("lsn", position);
        return health;
    }

    private Map<String, Map<String, BigDecimal>> rows(Question question) {
        Map<String, Map<String, BigDecimal>> rows = new TreeMap<>();
        cells.get(question.unit()).forEach((row, values) -> {
            if (row.scope() == question.scope() && row.start().equals(question.start())) {
                rows.put(row.id(), values);
            }
        });
        return rows;
    }

    private BigDecimal value(Question question, String id, KpiValue value, Map<String, BigDecimal> values) {
        BigDecimal found = values.getOrDefault(value.key(), Comparison.isSum(value) ? BigDecimal.ZERO : null);
        BigDecimal more = altered.get(
                question.scope().key() + "/" + id + "/" + question.unit().key() + "/" + value.key());
        return more == null || found == null || !question.contains(TinyHistory.NOW) ? found : found.add(more);
    }

    private ObjectNode kpis(Question question) {
        ObjectNode answer = JSON.createObjectNode().put("asOf", TinyHistory.NOW.toString());
        Window window = question.window();
        answer.putObject("window")
                .put(
                        "start",
                        window.from().atZone(calendar.zone()).toOffsetDateTime().toString());
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
        ArrayNode rows = JSON.createArrayNode();
        Map<String, BigDecimal> values = new TreeMap<>();
        rows(question).forEach((id, row) -> values.put(id, value(question, id, Catalogue.value(key), row)));
        List<String> ranked = new ArrayList<>(values.keySet().stream()
                .filter(id -> values.get(id) != null && !id.equals("-"))
                .toList());
        if (!unordered) {
            ranked.sort(Comparator.comparing(values::get, Comparator.reverseOrder()));
        }
        for (String id : values.keySet()) {
            ObjectNode row = rows.addObject().put("id", id).put("value", values.get(id));
            if (ranked.contains(id)) {
                row.put("rank", ranked.indexOf(id) + 1);
            }
        }
        ObjectNode answer = JSON.createObjectNode();
        answer.set("rows", rows);
        return answer;
    }

    private static void answer(HttpExchange exchange, ObjectNode json) throws IOException {
        byte[] body = JSON.writeValueAsBytes(json);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
