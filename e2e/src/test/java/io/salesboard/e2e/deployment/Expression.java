package io.salesboard.e2e.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A PromQL expression and the series it selects.
 *
 * @param where the panel or rule it stands in
 * @param promql the expression, without dashboard variables
 */
record Expression(String where, String promql) {
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "inf", "nan");
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|\"(?:[^\"\\\\]|\\\\.)*\"|[0-9][0-9a-zA-Z.]*|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<other>.)");
    private static final Pattern MATCHER =
            Pattern.compile("\\s*([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");

    /**
     * Series chosen by name and labels.
     *
     * @param metric name
     * @param labels every label that is compared, with its value where it must be equal and an empty text where not
     * @param text as written
     */
    record Selector(String metric, Map<String, String> labels, String text) {
        /** The same series whatever the value of one label. */
        Selector without(String label) {
            Map<String, String> rest = new TreeMap<>(labels);
            rest.remove(label);
            String matchers = rest.entrySet().stream()
                    .filter(entry -> !entry.getValue().isEmpty())
                    .map(entry -> entry.getKey() + "=\"" + entry.getValue() + '"')
                    .collect(Collectors.joining(","));
            return new Selector(metric, rest, metric + "{" + matchers + "}");
        }
    }

    /** All selectors, in order; functions, grouping labels, numbers and texts are none. */
    List<Selector> selectors() {
        List<Selector> found = new ArrayList<>();
        Matcher token = TOKEN.matcher(promql);
        int at = 0;
        while (at < promql.length()) {
            token.region(at, promql.length());
            if (!token.lookingAt()) {
                throw new IllegalArgumentException(where + ": cannot read '" + promql.substring(at) + "'");
            }
            at = token.end();
            String name = token.group("name");
            if ("[".equals(token.group("other"))) {
                at = promql.indexOf(']', at) + 1;
            } else if (name != null && GROUPING.contains(name)) {
                at = promql.charAt(next(at)) == '(' ? promql.indexOf(')', at) + 1 : at;
            } else if (name != null && !WORDS.contains(name) && !isCall(at)) {
                int end = at;
                Map<String, String> labels = Map.of();
                if (at < promql.length() && promql.charAt(at) == '{') {
                    end = closingBrace(at);
                    labels = labels(promql.substring(at + 1, end - 1));
                }
                found.add(new Selector(name, labels, promql.substring(token.start(), end)));
                at = end;
            }
        }
        return found;
    }

    /** Whether what stands before a place is a function or an aggregation, which may name its labels first. */
    private boolean isCall(int at) {
        int next = next(at);
        return next < promql.length()
                && (promql.charAt(next) == '(' || promql.substring(next).matches("(?s)(by|without)\\b.*"));
    }

    private int next(int at) {
        int next = at;
        while (next < promql.length() && Character.isWhitespace(promql.charAt(next))) {
            next++;
        }
        return next;
    }

    private int closingBrace(int open) {
        boolean quoted = false;
        for (int at = open; at < promql.length(); at++) {
            char c = promql.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '}' && !quoted) {
                return at + 1;
            }
        }
        throw new IllegalArgumentException(where + ": no } in " + promql);
    }

    private Map<String, String> labels(String matchers) {
        Map<String, String> labels = new TreeMap<>();
        Matcher matcher = MATCHER.matcher(matchers);
        int at = 0;
        while (at < matchers.length()) {
            matcher.region(at, matchers.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException(where + ": cannot read the labels " + matchers);
            }
            labels.put(matcher.group(1), matcher.group(2).equals("=") ? matcher.group(3) : "");
            at = matcher.end();
        }
        return labels;
    }
}
