package io.salesboard.alerts;

import io.salesboard.schemas.RefusedRule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules in force, and those that were refused: a wrong one stops none of the others.
 *
 * @param accepted in the order in which they were written
 * @param refused with place and reason
 */
public record Rules(List<Rule> accepted, List<RefusedRule> refused) {
    public static final Rules NONE = new Rules(List.of(), List.of());

    /** These and others; of two with the same id the first counts, and the other is refused. */
    public Rules and(Rules others, String place) {
        List<Rule> all = new ArrayList<>(accepted);
        List<RefusedRule> wrong = new ArrayList<>(refused);
        wrong.addAll(others.refused);
        Set<String> ids = new HashSet<>();
        accepted.forEach(rule -> ids.add(rule.id()));
        for (Rule rule : others.accepted) {
            if (ids.add(rule.id())) {
                all.add(rule);
            } else {
                wrong.add(new RefusedRule(
                        place,
                        rule.id(),
                        "there is another rule '" + rule.id()
                                + "', which is in force; give this one an id of its own"));
            }
        }
        return new Rules(Collections.unmodifiableList(all), Collections.unmodifiableList(wrong));
    }

    /** The rule of an id, or null. */
    public Rule of(String id) {
        return accepted.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
