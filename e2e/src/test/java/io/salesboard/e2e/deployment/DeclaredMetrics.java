package io.salesboard.e2e.deployment;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The series that exist: what the KPI catalogue and the board declare, and what Prometheus makes itself. */
final class DeclaredMetrics {
    private static final Map<String, Set<String>> OF_THE_BOARD = Map.ofEntries(
            Map.entry("sales_scope_info", Set.of("scope", "id", "name", "team", "region")),
            Map.entry("salesboard_data_age_seconds", Set.of("source")),
            Map.entry("salesboard_source_rows_total", Set.of("source")),
            Map.entry("salesboard_results_lag_records", Set.of()),
            Map.entry("salesboard_quarantined_records_total", Set.of("reason")),
            Map.entry("salesboard_cells", Set.of()),
            Map.entry("salesboard_frames_total", Set.of()),
            Map.entry("salesboard_stream_clients", Set.of()),
            Map.entry("salesboard_stream_frames_total", Set.of()),
            Map.entry("jvm_memory_used_bytes", Set.of("area")),
            Map.entry("jvm_gc_collection_seconds_sum", Set.of("gc")),
            Map.entry("jvm_threads_current", Set.of()),
            Map.entry("process_cpu_seconds_total", Set.of()));
    private static final Map<String, Set<String>> OF_PROMETHEUS =
            Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate"));
    private static final Set<String> OF_EVERY_TARGET = Set.of("job", "instance");

    private DeclaredMetrics() {}

    /** What is wrong with a selector, or an empty text: its name, a label, or a scope and window the KPI does not have. */
    static String objection(Expression.Selector selector) {
        String metric = selector.metric();
        Set<String> labels = new TreeSet<>(selector.labels().keySet());
        labels.removeAll(OF_EVERY_TARGET);
        List<KpiValue> values = Catalogue.kpis().stream()
                .flatMap(kpi -> kpi.values().stream())
                .filter(value -> metric.equals(value.metric()))
                .toList();
        if (!values.isEmpty()) {
            labels.removeAll(Set.of("scope", "id", "window"));
            if (values.get(0).unit() == Unit.MONEY && !labels.remove("currency")) {
                return metric + " is money: say of which currency";
            }
            return labels.isEmpty() ? windowObjection(selector) : metric + " has no labels " + labels;
        }
        if (Rules.all().stream().anyMatch(rule -> metric.equals(rule.record()))) {
            return "";
        }
        Set<String> known = OF_THE_BOARD.getOrDefault(metric, OF_PROMETHEUS.get(metric));
        if (known == null) {
            return metric + " is exported by nobody";
        }
        labels.removeAll(known);
        return labels.isEmpty() ? "" : metric + " has no labels " + labels;
    }

    private static String windowObjection(Expression.Selector selector) {
        String scope = selector.labels().getOrDefault("scope", "");
        String window = selector.labels().getOrDefault("window", "");
        if (scope.isEmpty() || window.isEmpty()) {
            return selector.metric() + " must be narrowed to one scope and one window, or sums count twice";
        }
        List<Kpi> kpis = Catalogue.kpis().stream()
                .filter(kpi ->
                        kpi.values().stream().anyMatch(v -> selector.metric().equals(v.metric())))
                .toList();
        return kpis.stream().anyMatch(kpi -> kpi.appliesTo(Scope.of(scope), WindowUnit.of(window)))
                ? ""
                : selector.metric() + " is not kept for scope " + scope + " and window " + window + ", see "
                        + kpis.stream().map(Kpi::id).collect(Collectors.joining(", "));
    }
}
