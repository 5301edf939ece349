package io.salesboard.board.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import io.salesboard.alerts.Backtest;
import io.salesboard.alerts.Rule;
import io.salesboard.alerts.RuleFile;
import io.salesboard.alerts.Rules;
import io.salesboard.board.api.NotFoundException;
import io.salesboard.figures.Company;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.StoreState;
import io.salesboard.schemas.RefusedRule;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Answers when a rule would have fired, by the days that the store has; docs/architecture.md shows it. */
public final class RuleTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CellStore store;
    private final Company business;

    public RuleTest(CellStore store, Company business) {
        this.store = store;
        this.business = business;
    }

    /** One alert there would have been; {@code to} is null where it would still fire. */
    public record Fired(String subject, String name, String from, String to, String vi, String en) {
        static Fired of(Backtest.Episode episode) {
            return new Fired(
                    episode.subject(),
                    episode.name(),
                    episode.from().toString(),
                    episode.to() == null ? null : episode.to().toString(),
                    episode.vi(),
                    episode.en());
        }
    }

    /** The whole answer. */
    public record Answer(String rule, String from, String asOf, List<Fired> fired) {}

    /**
     * @throws IllegalArgumentException when the request says no rule, or one that cannot be tested
     * @throws NotFoundException when there is no such rule
     */
    public Answer test(Context ctx) {
        JsonNode asked = body(ctx);
        String id = text(asked, "rule");
        LocalDate from = date(text(asked, "from"));
        StoreState state = store.state();
        Rule rule = rule(RuleFile.parse("rules", asked.path("rules").asText("")), id);
        return new Answer(
                id,
                from.toString(),
                business.asOf(state.closed()).toString(),
                new Backtest(state, business, rule)
                        .since(from).stream().map(Fired::of).toList());
    }

    private static Rule rule(Rules rules, String id) {
        Rule rule = rules.of(id);
        if (rule != null) {
            return rule;
        }
        for (RefusedRule refused : rules.refused()) {
            if (refused.getRule().equals(id) || refused.getRule().isEmpty()) {
                throw new IllegalArgumentException(refused.getPlace() + ": " + refused.getReason());
            }
        }
        throw new NotFoundException("no rule has the id '" + id + "'; there are "
                + String.join(", ", rules.accepted().stream().map(Rule::id).toList()));
    }

    private static JsonNode body(Context ctx) {
        try {
            return JSON.readTree(ctx.body());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the request is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static String text(JsonNode asked, String field) {
        String text = asked.path(field).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("'" + field
                    + "' is missing; send {\"rules\": \"<YAML>\", \"rule\": \"<id>\", \"from\": \"2026-10-01\"}");
        }
        return text;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'from' = '" + text + "' is no date such as 2026-10-01", e);
        }
    }
}
