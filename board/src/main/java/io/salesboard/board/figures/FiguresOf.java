package io.salesboard.board.figures;

import io.salesboard.board.store.Org;
import io.salesboard.board.store.Sums;
import io.salesboard.core.kpi.Figures;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Measure;
import io.salesboard.core.model.MeasureGroup;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The figures of one row in one window, from the store's cells and reference rows. */
public final class FiguresOf implements Figures {
    private final WindowFigures window;
    private final Scope scope;
    private final String id;
    private final Sums[] own = new Sums[MeasureGroup.values().length];
    private Optional<Long> quota;

    FiguresOf(WindowFigures window, Scope scope, String id) {
        this.window = window;
        this.scope = scope;
        this.id = id;
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
        return scope == Scope.REGION ? window.of(Scope.LOCATION, id) : this;
    }

    private Sums sums(MeasureGroup group) {
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
        return window.elapsedDays();
    }

    @Override
    public BigDecimal totalDays() {
        return window.totalDays();
    }

    @Override
    public long activeReps() {
        return window.headcount(scope, id).active();
    }

    @Override
    public long repsWithQuota() {
        return window.headcount(scope, id).withQuota();
    }

    @Override
    public long repsAtQuota() {
        return window.headcount(scope, id).atQuota();
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
