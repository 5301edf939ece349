package io.salesboard.e2e.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The Prometheus rules of the repository. */
final class Rules {
    private Rules() {}

    /**
     * A recording or an alert rule.
     *
     * @param record name of the series it records, or null
     * @param alert name of the alert, or null
     * @param expression what it evaluates
     * @param annotations texts of an alert
     */
    record Rule(String record, String alert, Expression expression, Map<String, String> annotations) {}

    static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (Path file : Repository.files("dashboards/prometheus/rules", ".yml")) {
            Map<String, List<Map<String, Object>>> document = yaml(file);
            for (Map<String, Object> group : document.get("groups")) {
                for (Object each : (List<?>) group.get("rules")) {
                    rules.add(rule(file, (Map<?, ?>) each));
                }
            }
        }
        return rules;
    }

    static List<Rule> alerts() {
        return all().stream().filter(rule -> rule.alert() != null).toList();
    }

    /** A YAML file with anchors and merge keys resolved. */
    static <T> T yaml(Path file) {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.text(file));
    }

    @SuppressWarnings("unchecked")
    private static Rule rule(Path file, Map<?, ?> rule) {
        String record = (String) rule.get("record");
        String alert = (String) rule.get("alert");
        String where = file.getFileName() + " / " + (record == null ? alert : record);
        Object annotations = rule.containsKey("annotations") ? rule.get("annotations") : Map.of();
        return new Rule(
                record, alert, new Expression(where, (String) rule.get("expr")), (Map<String, String>) annotations);
    }
}
