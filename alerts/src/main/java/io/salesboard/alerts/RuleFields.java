package io.salesboard.alerts;

import io.salesboard.alerts.Limit.Side;
import io.salesboard.alerts.Rule.Bilingual;
import io.salesboard.alerts.Rule.Measured;
import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a rule of named fields, wherever they stand: the one place that says what a rule may be. A row of the table {@code
 * alert_rule} has the same fields as an entry of the file, with underscores.
 */
final class RuleFields {
    static final List<String> NAMES = List.of(
            "rule",
            "vi",
            "en",
            "compare",
            "kpi",
            "scope",
            "ids",
            "window",
            "above",
            "below",
            "clear",
            "after",
            "for",
            "severity",
            "working-hours",
            "action-vi",
            "action-en",
            "receiver",
            "enabled");

    private static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern SPAN = Pattern.compile("(\\d{1,6})\\s*(s|m|h|d)");
    private static final int MOST_DIGITS = 30;
    private static final Pattern PERCENT = Pattern.compile("(-?[0-9.]+)\\s*%");
    private static final Set<Scope> SELLERS =
            EnumSet.of(Scope.COMPANY, Scope.REGION, Scope.TEAM, Scope.REP, Scope.STORE, Scope.CHANNEL);
    private static final Set<WindowUnit> DAYS = EnumSet.range(WindowUnit.DAY, WindowUnit.YEAR);
    private static final Set<WindowUnit> QUOTA_WINDOWS =
            EnumSet.of(WindowUnit.DAY, WindowUnit.WEEK, WindowUnit.MONTH, WindowUnit.QUARTER, WindowUnit.YEAR);

    /**
     * The text of a field.
     *
     * @param text as written
     * @param place where it stands
     */
    record Field(String text, String place) {}

    private final Map<String, Field> fields;
    private final String place;
    private final UnaryOperator<String> written;

    /** @param place where the rule stands */
    RuleFields(Map<String, Field> fields, String place) {
        this(fields, place, UnaryOperator.identity());
    }

    /** @param written what a field is called where the rule stands */
    RuleFields(Map<String, Field> fields, String place, UnaryOperator<String> written) {
        this.fields = fields;
        this.place = place;
        this.written = written;
    }

    /** The id as far as one can be read, else nothing. */
    String id() {
        Field id = fields.get("rule");
        return id == null ? "" : id.text();
    }

    boolean isEnabled() throws RefusedRuleException {
        return flag("enabled", true);
    }

    Rule rule() throws RefusedRuleException {
        for (Map.Entry<String, Field> field : fields.entrySet()) {
            if (!NAMES.contains(field.getKey())) {
                throw new RefusedRuleException(
                        field.getValue().place(),
                        "a rule has no field '" + field.getKey() + "'; there are " + String.join(", ", NAMES));
            }
        }
        String id = required("rule", "such as rep-behind-pace");
        if (!ID.matcher(id).matches()) {
            throw wrong("rule", "is no id; use lower-case letters, digits and single hyphens");
        }
        Comparison comparison = read("compare", "value", Comparison::of);
        Scope scope =
                comparison == Comparison.WON_DEAL ? read("scope", "rep", Scope::of) : read("scope", null, Scope::of);
        KpiValue kpi = kpi(comparison);
        WindowUnit window = window(comparison);
        check(comparison, kpi, scope, window);
        Measured measured = comparison == Comparison.VALUE ? Measured.of(kpi.unit()) : measured(comparison);
        return new Rule(
                id,
                new Bilingual(required("vi", "what the alert says of its subject"), text("en", text("vi", ""))),
                comparison,
                kpi,
                scope,
                ids(),
                window,
                limit(measured),
                after(window),
                span("for", Duration.ZERO),
                read("severity", "warning", Severity::of),
                flag("working-hours", false),
                new Bilingual(text("action-vi", ""), text("action-en", text("action-vi", ""))),
                read("receiver", "ops", this::receiver));
    }

    private static Measured measured(Comparison comparison) {
        return switch (comparison) {
            case RANK -> Measured.PLACE;
            case NO_SALE -> Measured.MINUTES;
            case WON_DEAL -> Measured.MONEY;
            case VALUE, QUOTA, PACE, CHANGE -> Measured.RATIO;
        };
    }

    private KpiValue kpi(Comparison comparison) throws RefusedRuleException {
        return switch (comparison) {
            case NO_SALE -> read("kpi", "K02.orders", Catalogue::value);
            case WON_DEAL -> read("kpi", "K01.net", Catalogue::value);
            case VALUE, CHANGE, RANK -> read("kpi", null, Catalogue::value);
            case QUOTA, PACE -> read("kpi", "K01.net", Catalogue::value);
        };
    }

    private WindowUnit window(Comparison comparison) throws RefusedRuleException {
        return comparison == Comparison.NO_SALE || comparison == Comparison.WON_DEAL
                ? read("window", "day", WindowUnit::of)
                : read("window", null, WindowUnit::of);
    }

    private void check(Comparison comparison, KpiValue kpi, Scope scope, WindowUnit window)
            throws RefusedRuleException {
        switch (comparison) {
            case NO_SALE -> {
                if (!SELLERS.contains(scope)) {
                    throw wrong("scope", "does not sell; use one of " + keys(SELLERS, Scope::key));
                }
                return;
            }
            case WON_DEAL -> {
                if (scope != Scope.REP) {
                    throw wrong("scope", "wins no deals; use rep");
                }
                return;
            }
            case QUOTA, PACE -> {
                if (kpi.unit() != Unit.MONEY) {
                    throw wrong("kpi", "is no money, which quotas are set in");
                }
                if (!QUOTA_WINDOWS.contains(window)) {
                    throw wrong("window", "has no quota; use one of " + keys(QUOTA_WINDOWS, WindowUnit::key));
                }
            }
            case CHANGE -> {
                if (!DAYS.contains(window)) {
                    throw wrong(
                            "window", "has none before it to compare with; use one of " + keys(DAYS, WindowUnit::key));
                }
            }
            case VALUE, RANK -> {}
        }
        Kpi declared = Catalogue.kpi(kpi.key().substring(0, kpi.key().indexOf('.')));
        if (!declared.appliesTo(scope, window)) {
            throw new RefusedRuleException(
                    placeOf("kpi"),
                    "'kpi': " + kpi.key() + " has no value of a " + scope.key() + " in a " + window.key()
                            + "; it has scopes "
                            + keys(declared.scopes(), Scope::key) + " and windows "
                            + keys(declared.windows(), WindowUnit::key));
        }
    }

    private static <E extends Enum<E>> String keys(Set<E> some, Function<E, String> key) {
        return String.join(", ", some.stream().map(key).toList());
    }

    private Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        Arrays.stream(text("ids", "").split(",", -1))
                .map(String::strip)
                .filter(id -> !id.isEmpty())
                .forEach(ids::add);
        return ids;
    }

    private Limit limit(Measured measured) throws RefusedRuleException {
        boolean above = fields.containsKey("above");
        if (above == fields.containsKey("below")) {
            throw new RefusedRuleException(
                    above ? placeOf("below") : place,
                    "a rule has one threshold, 'above' or 'below', and this one has " + (above ? "both" : "none"));
        }
        String side = above ? "above" : "below";
        BigDecimal raise = number(side, measured);
        BigDecimal clear = fields.containsKey("clear") ? number("clear", measured) : raise;
        try {
            return new Limit(above ? Side.ABOVE : Side.BELOW, raise, clear);
        } catch (IllegalArgumentException e) {
            throw new RefusedRuleException(placeOf("clear"), e.getMessage());
        }
    }

    private BigDecimal after(WindowUnit window) throws RefusedRuleException {
        if (!fields.containsKey("after")) {
            return BigDecimal.ZERO;
        }
        BigDecimal after = number("after", Measured.RATIO);
        if (after.signum() < 0 || after.compareTo(BigDecimal.ONE) >= 0) {
            throw wrong("after", "is no share of a window that can pass; such as 20 %");
        }
        if (!DAYS.contains(window)) {
            throw wrong(
                    "after",
                    "needs a window that passes, not '" + window.key() + "'; use one of "
                            + keys(DAYS, WindowUnit::key));
        }
        return after;
    }

    /** A plain number; a share may be written with a percent sign, minutes as a length of time. */
    private BigDecimal number(String name, Measured measured) throws RefusedRuleException {
        String text = required(name, "a number").replace("_", "");
        Matcher percent = PERCENT.matcher(text);
        try {
            if (measured == Measured.MINUTES) {
                return BigDecimal.valueOf(span(name, Duration.ZERO).toMinutes());
            }
            if (measured == Measured.RATIO && percent.matches()) {
                return plain(percent.group(1)).movePointLeft(2);
            }
            return plain(text);
        } catch (NumberFormatException e) {
            throw wrong(
                    name,
                    "is no number"
                            + (measured == Measured.RATIO
                                    ? "; such as 80 % or 0.8"
                                    : "; such as 50000000 or 50_000_000"));
        }
    }

    /** No figure is so large or so fine; such a number would fill the memory when it is written out. */
    private static BigDecimal plain(String text) {
        BigDecimal number = new BigDecimal(text);
        if (number.precision() > MOST_DIGITS || number.scale() > MOST_DIGITS || number.scale() < -MOST_DIGITS) {
            throw new NumberFormatException();
        }
        return number;
    }

    private Duration span(String name, Duration without) throws RefusedRuleException {
        if (!fields.containsKey(name)) {
            return without;
        }
        Matcher span = SPAN.matcher(fields.get(name).text().strip());
        if (!span.matches()) {
            throw wrong(name, "is no length of time; such as 90 s, 30 m, 2 h or 1 d");
        }
        long number = Long.parseLong(span.group(1));
        return switch (span.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private String receiver(String name) {
        if (!ID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a receiver is lower-case letters, digits and single hyphens, such as ops");
        }
        return name;
    }

    private boolean flag(String name, boolean without) throws RefusedRuleException {
        return switch (text(name, Boolean.toString(without))) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw wrong(name, "is neither true nor false");
        };
    }

    private String text(String name, String without) {
        Field field = fields.get(name);
        return field == null ? without : field.text().strip();
    }

    private String required(String name, String example) throws RefusedRuleException {
        String text = text(name, "");
        if (text.isEmpty()) {
            throw new RefusedRuleException(placeOf(name), named(name) + " is missing; give one, " + example);
        }
        return text;
    }

    /** @param without what counts where the field is missing; null where it must be there */
    private <T> T read(String name, String without, Function<String, T> reader) throws RefusedRuleException {
        String text = text(name, without == null ? "" : without);
        if (text.isEmpty()) {
            throw new RefusedRuleException(placeOf(name), named(name) + " is missing");
        }
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException e) {
            throw new RefusedRuleException(placeOf(name), named(name) + ": " + e.getMessage());
        }
    }

    private RefusedRuleException wrong(String name, String what) {
        return new RefusedRuleException(placeOf(name), named(name) + ": '" + text(name, "") + "' " + what);
    }

    private String named(String name) {
        return "'" + written.apply(name) + "'";
    }

    private String placeOf(String name) {
        Field field = fields.get(name);
        return field == null ? place : field.place();
    }
}
