package io.salesboard.alerts;

import io.salesboard.alerts.RuleFields.Field;
import io.salesboard.core.model.Table;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;

/**
 * Reads rules from the rows of the table {@code alert_rule}. A column holds what would be written in the file's field; one that is
 * NULL is a field that is not written. What is wrong is refused with the row it stands in.
 */
final class RuleRows {
    private RuleRows() {}

    /** Rules, and those of the rows: of two with one id the row is refused. */
    static Rules add(Rules rules, SortedMap<String, Map<String, String>> rows) {
        Rules all = rules;
        for (Map.Entry<String, Map<String, String>> row : rows.entrySet()) {
            String place = Table.ALERT_RULE.key() + "/" + row.getKey();
            all = all.and(RuleFile.of(new RuleFields(fields(row.getValue(), place), place, RuleRows::column)), place);
        }
        return all;
    }

    private static Map<String, Field> fields(Map<String, String> columns, String place) {
        Map<String, Field> fields = new HashMap<>();
        for (String name : RuleFields.NAMES) {
            String text = columns.get(column(name));
            if (text != null) {
                fields.put(name, new Field(text, place));
            }
        }
        return fields;
    }

    /** The column of a field; two fields have names that SQL has taken. */
    static String column(String field) {
        return switch (field) {
            case "window" -> "window_unit";
            case "for" -> "hold";
            default -> field.replace('-', '_');
        };
    }
}
