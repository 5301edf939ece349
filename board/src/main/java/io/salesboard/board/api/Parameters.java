package io.salesboard.board.api;

import io.javalin.http.Context;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the parameters of a request; what is wrong becomes an {@link IllegalArgumentException} that says what would be valid. */
public final class Parameters {
    private static final Set<Scope> PUBLISHED = Catalogue.kpis().stream()
            .flatMap(kpi -> kpi.scopes().stream())
            .collect(Collectors.collectingAndThen(
                    Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)), Collections::unmodifiableSet));

    private Parameters() {}

    static Scope scope(Context ctx) {
        String scope = ctx.queryParam("scope");
        if (scope == null) {
            throw new IllegalArgumentException("parameter 'scope' is missing; use one of " + keys(published()));
        }
        return scope(scope);
    }

    private static Scope scope(String key) {
        return published().stream()
                .filter(scope -> scope.key().equals(key))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown scope '" + key + "'; use one of " + keys(published())));
    }

    /** The scopes that some KPI is published for, in the order of the catalogue. */
    static Set<Scope> published() {
        return PUBLISHED;
    }

    static WindowUnit window(Context ctx) {
        String window = ctx.queryParam("window");
        if (window == null) {
            throw new IllegalArgumentException("parameter 'window' is missing; use one of "
                    + Arrays.stream(WindowUnit.values()).map(WindowUnit::key).collect(Collectors.joining(", ")));
        }
        return WindowUnit.of(window);
    }

    /** Company local time, {@code 2026-11-23} or {@code 2026-11-23T14:00}; null when absent. */
    static Instant at(Context ctx, ZoneId zone) {
        String at = ctx.queryParam("at");
        if (at == null) {
            return null;
        }
        try {
            LocalDateTime local = at.contains("T")
                    ? LocalDateTime.parse(at)
                    : LocalDate.parse(at).atStartOfDay();
            return local.atZone(zone).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "parameter 'at' is '" + at + "'; use business local time such as 2026-11-23 or 2026-11-23T14:00",
                    e);
        }
    }

    /** Several scopes, {@code scope=company,rep}, in the order of the catalogue. */
    public static Set<Scope> scopes(String list) {
        return Arrays.stream(list.split(","))
                .map(Parameters::scope)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** @throws IllegalArgumentException when no KPI is published for the scope and window */
    public static void requirePublished(Scope scope, WindowUnit unit) {
        if (Catalogue.valuesOf(scope, unit).isEmpty()) {
            throw new IllegalArgumentException("nothing is published for scope '" + scope.key() + "' and window '"
                    + unit.key() + "'; windows of this scope are "
                    + Arrays.stream(WindowUnit.values())
                            .filter(window -> !Catalogue.valuesOf(scope, window).isEmpty())
                            .map(WindowUnit::key)
                            .collect(Collectors.joining(", ")));
        }
    }

    private static String keys(Set<Scope> scopes) {
        return scopes.stream().map(Scope::key).collect(Collectors.joining(", "));
    }
}
