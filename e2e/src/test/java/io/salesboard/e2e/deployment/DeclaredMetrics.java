package io.salesboard.e2e.deployment;

import io.salesboard.board.metrics.Family;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The series that exist: what the KPI catalogue and the board declare, and what Prometheus makes itself. */
final class DeclaredMetrics {
    /** Of the client library's JVM instrumentation; {@link PrometheusCheck} sees whether they are really there. */
    private static final Map<String, Set<String>> OF_THE_JVM = Map.of(
            "jvm_memory_used_bytes", Set.of("area"),
            "jvm_gc_collection_seconds_sum", Set.of("gc"),
            "jvm_threads_current", Set.of(),
            "process_cpu_seconds_total", Set.of());

    private static final Map<String, Set<String>> OF_PROMETHEUS =
            Map.of("up", Set.of(), "ALERTS", Set.of("alertname", "alertstate"));
    private static final Set<String> OF_EVERY_TARGET = Set.of("job", "instance");

    private DeclaredMetrics() {}

    /** What is wrong with a selector, or an empty text: its name, a label, or a scope and window the KPI does not have. */
    static String objection(Expression.Selector selector) {
        String metric = selector.metric();
        Set<String> known = known(metric);
        if (known == null) {
            return metric + " is exported by nobody";
        }
        Set<String> unknown = new TreeSet<>(selector.labels().keySet());
        unknown.removeAll(OF_EVERY_TARGET);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            return metric + " has no labels " + unknown;
        }
        if (known.contains("currency") && !selector.labels().containsKey("currency")) {
            return metric + " is money: say of which currency";
        }
        return known.contains("window") ? windowObjection(selector) : "";
    }

    /** The labels of a metric, or null when there is no such metric. */
    private static Set<String> known(String metric) {
        return Stream.of(
                        Family.all().stream()
                                .filter(family -> family.name().equals(metric))
                                .map(family -> Set.copyOf(family.labels())),
                        Rules.all().stream()
                                .filter(rule -> metric.equals(rule.record()))
                                .map(rule -> Set.<String>of()),
                        Stream.of(OF_THE_JVM, OF_PROMETHEUS)
                                .filter(names -> names.containsKey(metric))
                                .map(names -> names.get(metric)))
                .flatMap(found -> found)
                .findFirst()
                .orElse(null);
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
