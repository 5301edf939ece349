package io.salesboard.e2e;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.Window;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.e2e.FakeBoard.Rep;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The figures a {@link FakeBoard} tells of: the same in every window, so that what is shown is easy to say. */
final class FakeFigures {
    private final Map<String, Map<String, Rep>> scopes = new ConcurrentHashMap<>();
    private final List<Map<String, Object>> deals = new CopyOnWriteArrayList<>();
    private volatile boolean there = true;
    private volatile ZoneId zone = ZoneId.of("Asia/Ho_Chi_Minh");

    /** A Monday, five past ten in Ho Chi Minh City. */
    private volatile Instant clock = Instant.parse("2026-11-23T03:05:00Z");

    /** What a stream was asked for. */
    record Asked(List<String> views, List<String> reps) {
        static Asked of(String query) {
            List<String> views = new ArrayList<>();
            List<String> reps = new ArrayList<>();
            for (String parameter : query.split("&")) {
                String value =
                        URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8);
                if (parameter.startsWith("rep=")) {
                    reps.add(value);
                } else {
                    String unit = value.substring(value.indexOf(':'));
                    for (String scope : value.substring(0, value.indexOf(':')).split(",")) {
                        views.add(scope + unit);
                    }
                }
            }
            return new Asked(views, reps);
        }
    }

    /** Gives a scope its rows. */
    FakeFigures rows(String scope, Rep... rows) {
        scopes.put(scope, new LinkedHashMap<>());
        for (Rep row : rows) {
            put(scope, row);
        }
        return this;
    }

    void put(String scope, Rep row) {
        scopes.get(scope).put(row.id(), row);
    }

    /** From now on there is no such rep. */
    void forgetTheRep() {
        there = false;
    }

    /** Moves the business to another zone and time. */
    FakeFigures in(String id, String now) {
        zone = ZoneId.of(id);
        clock = Instant.parse(now);
        return this;
    }

    /** Adds a deal below those that are there. */
    FakeFigures deal(String rep, String at, long amount) {
        Map<String, Object> deal = new LinkedHashMap<>();
        deal.put("kind", "order");
        deal.put("id", "D" + deals.size());
        deal.put("rep", "R1");
        deal.put("repName", rep);
        deal.put("storeName", "Cửa hàng 1");
        deal.put("productName", "Tủ lạnh");
        deal.put("amount", amount);
        deal.put("at", at);
        deals.add(deal);
        return this;
    }

    private Map<String, Object> head(long version) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("version", version);
        head.put("currency", "VND");
        head.put("zone", zone.getId());
        head.put("clock", clock.toString());
        return head;
    }

    Map<String, Object> window(String unit) {
        BusinessCalendar calendar = new BusinessCalendar(zone);
        Window window = calendar.windowOf(WindowUnit.of(unit), clock);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("unit", unit);
        json.put("start", window.from().atZone(zone).toOffsetDateTime().toString());
        json.put("end", window.to().atZone(zone).toOffsetDateTime().toString());
        return json;
    }

    /** What has changed with one rep, of what was asked for. */
    Map<String, Object> change(Asked asked, long version, String rep) {
        Map<String, Object> change =
                of(asked, version, row -> row.id().equals(rep) || row.id().equals("company"));
        change.remove("deals");
        return change;
    }

    /** Everything that was asked for. */
    Map<String, Object> of(Asked asked, long version) {
        return of(asked, version, row -> true);
    }

    private Map<String, Object> of(Asked asked, long version, Predicate<Rep> told) {
        Map<String, Object> data = head(version);
        List<Object> views = new ArrayList<>();
        for (String view : asked.views()) {
            String scope = view.substring(0, view.indexOf(':'));
            List<Object> rows = new ArrayList<>();
            rows(scope).stream()
                    .filter(told)
                    .forEach(row -> rows.add(
                            Map.of("id", row.id(), "name", row.name(), "values", values(row.net(), row.quota()))));
            views.add(Map.of("scope", scope, "window", window(view.substring(view.indexOf(':') + 1)), "rows", rows));
        }
        data.put("views", views);
        if (!views.isEmpty()) {
            data.put("deals", deals);
        }
        if (!asked.reps().isEmpty()) {
            Map<String, Object> own = new LinkedHashMap<>();
            asked.reps().forEach(rep -> own.put(rep, rep.equals("R1") && there ? ownFigures() : null));
            data.put("own", own);
        }
        return data;
    }

    private List<Rep> rows(String scope) {
        if (!scope.equals("company")) {
            return List.copyOf(scopes.getOrDefault(scope, Map.of()).values());
        }
        List<Rep> reps = rows("rep");
        return List.of(new Rep(
                "company",
                "Điện máy Sao Mai",
                reps.stream().mapToLong(Rep::net).sum(),
                reps.stream().mapToLong(Rep::quota).sum()));
    }

    /** Answer of {@code /api/v1/rep/{id}}. */
    Map<String, Object> ownAnswer(long version) {
        Map<String, Object> answer = head(version);
        answer.putAll(ownFigures());
        return answer;
    }

    private Map<String, Object> ownFigures() {
        Rep rep = rows("rep").get(0);
        List<Object> windows = new ArrayList<>();
        for (String unit : List.of("day", "week", "month", "quarter")) {
            Map<String, Object> window = window(unit);
            window.put("values", values(rep.net(), rep.quota()));
            window.put(
                    "rank",
                    Map.of(
                            "rank",
                            2,
                            "of",
                            3,
                            "movement",
                            1,
                            "ahead",
                            Map.of("name", "Trần Thị Bình", "gap", 12_000_000)));
            windows.add(window);
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("rep", Map.of("id", rep.id(), "name", rep.name(), "team", "Đội 1", "region", "Miền Nam"));
        data.put("windows", windows);
        data.put("pipeline", Map.of("K36.open", 4, "K36.amount", 845_000_000, "K36.weighted", 312_000_000));
        data.put("deals", deals);
        return data;
    }

    private static Map<String, Object> values(long net, long quota) {
        double attainment = (double) net / quota;
        return Map.of(
                "K01.net",
                net,
                "K51.quota",
                quota,
                "K51.attainment",
                attainment,
                "K54.expected",
                0.5,
                "K54.pace",
                attainment / 0.5,
                "K54.gap",
                net - quota / 2,
                "K54.required_run_rate",
                (quota - net) / 10);
    }
}
