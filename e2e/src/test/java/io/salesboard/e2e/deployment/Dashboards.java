package io.salesboard.e2e.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Grafana dashboards of the repository. */
final class Dashboards {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Dashboards() {}

    static List<Path> files() {
        return Repository.files("dashboards/grafana", ".json");
    }

    static JsonNode read(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    /** The expressions of a dashboard as first shown: each variable has its current value. */
    static List<Expression> expressionsAtFirst(Path file) {
        JsonNode dashboard = read(file);
        Map<String, String> values = new TreeMap<>();
        for (JsonNode variable : dashboard.at("/templating/list")) {
            values.put(
                    variable.path("name").asText(),
                    variable.at("/current/value").asText());
        }
        return expressions(file, dashboard, values);
    }

    /** The expressions of a dashboard for every value of each of its variables, the others at their current value. */
    static List<Expression> expressionsOfAllOptions(Path file) {
        JsonNode dashboard = read(file);
        List<Expression> all = new ArrayList<>(expressionsAtFirst(file));
        for (JsonNode variable : dashboard.at("/templating/list")) {
            for (JsonNode option : variable.path("options")) {
                Map<String, String> values = new TreeMap<>();
                dashboard
                        .at("/templating/list")
                        .forEach(other -> values.put(
                                other.path("name").asText(),
                                other.at("/current/value").asText()));
                values.put(variable.path("name").asText(), option.path("value").asText());
                all.addAll(expressions(file, dashboard, values));
            }
        }
        return all.stream().distinct().toList();
    }

    private static List<Expression> expressions(Path file, JsonNode dashboard, Map<String, String> values) {
        List<Expression> found = new ArrayList<>();
        for (JsonNode panel : dashboard.path("panels")) {
            String where = file.getFileName() + " / " + panel.path("title").asText();
            for (JsonNode target : panel.path("targets")) {
                String promql = target.path("expr").asText();
                for (Map.Entry<String, String> value : values.entrySet()) {
                    promql = promql.replace("$" + value.getKey(), value.getValue());
                }
                if (promql.contains("$")) {
                    throw new IllegalArgumentException(where + ": unknown variable in " + promql);
                }
                found.add(new Expression(where, promql));
            }
        }
        return found;
    }
}
