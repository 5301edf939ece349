package io.salesboard.figures;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What {@link Catalogue#valuesOf} answers, kept: it is asked for every row that is shown. */
final class PublishedValues {
    private static final Map<Scope, Map<WindowUnit, List<KpiValue>>> VALUES = new EnumMap<>(Scope.class);

    static {
        for (Scope scope : Scope.values()) {
            Map<WindowUnit, List<KpiValue>> values = new EnumMap<>(WindowUnit.class);
            for (WindowUnit unit : WindowUnit.values()) {
                values.put(unit, Catalogue.valuesOf(scope, unit));
            }
            VALUES.put(scope, values);
        }
    }

    private PublishedValues() {}

    /** The values published for a scope and window, in catalogue order. */
    static List<KpiValue> values(Scope scope, WindowUnit unit) {
        return VALUES.get(scope).get(unit);
    }
}
