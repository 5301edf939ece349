package io.salesboard.figures;

import io.salesboard.core.kpi.Figures;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import io.salesboard.figures.WindowFigures.Headcount;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.Sums;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The figures of one row in one window, from the store's cells and reference rows. What was once computed is kept, and goes on
 * to later readings for as long as nothing changed that any of it comes of.
 */
public final class FiguresOf implements Figures {
    private WindowFigures window;
    private final Scope scope;
    private final String id;
    private final Sums[] own = new Sums[Measure.Group.values().length];

    /** The scopes of which other rows were asked. */
    private final Set<Scope> asked = EnumSet.noneOf(Scope.class);

    private Optional<Long> quota;
    private Headcount headcount;
    private BigDecimal elapsed;
    private Map<String, BigDecimal> values;

    FiguresOf(WindowFigures window, Scope scope, String id) {
        this.window = window;
        this.scope = scope;
        this.id = id;
    }

    /** Goes on to a later reading with all that holds there too; false where that is nothing. */
    boolean movesTo(WindowFigures later) {
        if (later.changed(scope, id) || asked.stream().anyMatch(later::anyChanged)) {
            return false;
        }
        window = later;
        if (elapsed != null && !elapsed.equals(later.elapsedDays())) {
            elapsed = null;
            values = null;
        }
        return true;
    }

    /** Every value published for the row, as shown, in catalogue order; null values included. */
    Map<String, BigDecimal> values() {
        if (values == null) {
            Map<String, BigDecimal> all = new LinkedHashMap<>();
            for (KpiValue value : PublishedValues.values(scope, window.window().unit())) {
                all.put(value.key(), value(value));
            }
            values = Collections.unmodifiableMap(all);
        }
        return values;
    }

    /** One value of the row as shown, or null where it has none. */
    public BigDecimal value(KpiValue value) {
        return window.reading().decimals().shown(value.unit(), value.formula().of(this));
    }

    @Override
    public long of(Measure measure) {
        return sums(measure.group()).of(measure);
    }

    @Override
    public long located(Measure measure) {
        return location().of(measure);
    }

    @Override
    public long company(Measure measure) {
        asked.add(Scope.COMPANY);
        return window.of(Scope.COMPANY, Scope.COMPANY_ID).of(measure);
    }

    /** Version at which a value was reached; 0 where that is not kept. */
    long reached(KpiValue value) {
        Measure measure = value.rankedBy();
        if (measure == null) {
            return 0;
        }
        FiguresOf row = value.ofLocation() ? location() : this;
        return row.sums(measure.group()).reached(measure);
    }

    /** A region's location has sums of its own; a store is its own location, and so is a kind of stores. */
    private FiguresOf location() {
        if (scope != Scope.REGION) {
            return this;
        }
        asked.add(Scope.LOCATION);
        return window.of(Scope.LOCATION, id);
    }

    private Sums sums(Measure.Group group) {
        int at = group.ordinal();
        if (own[at] == null) {
            own[at] = window.sums(group, scope, id);
        }
        return own[at];
    }

    @Override
    public Long quota() {
        if (quota == null) {
            quota = Optional.ofNullable(window.quota(scope, id));
        }
        return quota.orElse(null);
    }

    @Override
    public BigDecimal elapsedDays() {
        if (elapsed == null) {
            elapsed = window.elapsedDays();
        }
        return elapsed;
    }

    @Override
    public BigDecimal totalDays() {
        return window.totalDays();
    }

    private Headcount headcount() {
        if (headcount == null) {
            headcount = window.headcount(scope, id);
            if (scope != Scope.REP) { // a rep counts by what is its own
                asked.add(Scope.REP);
            }
        }
        return headcount;
    }

    @Override
    public long activeReps() {
        return headcount().active();
    }

    @Override
    public long repsWithQuota() {
        return headcount().withQuota();
    }

    @Override
    public long repsAtQuota() {
        return headcount().atQuota();
    }

    @Override
    public Long remainingQuotaOfQuarter() {
        Reading reading = window.reading();
        FiguresOf quarter = reading.in(reading.present(WindowUnit.QUARTER)).of(scope, id);
        Long quota = quarter.quota();
        return quota == null ? null : (Long) (quota - quarter.of(Measure.NET));
    }

    @Override
    public Long unitCost() {
        Org.Product product = scope == Scope.PRODUCT ? window.reading().org().product(id) : null;
        boolean known = product != null
                && product.unitCost() != null
                && window.reading().business().currency().getCurrencyCode().equals(product.currency());
        return known ? (Long) window.reading().decimals().unitCost(product.unitCost()) : null;
    }

    @Override
    public List<FiguresOf> products() {
        return switch (scope) {
            case PRODUCT -> List.of(this);
            case CATEGORY ->
                window.reading().org().productsOf(id).stream()
                        .map(product -> window.of(Scope.PRODUCT, product))
                        .toList();
            default -> List.of();
        };
    }

    @Override
    public long peers() {
        return window.reading().org().ids(scope).size();
    }
}
