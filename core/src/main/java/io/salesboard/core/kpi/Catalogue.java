package io.salesboard.core.kpi;

import io.salesboard.core.contributions.ObjectTypes;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The KPIs Salesboard keeps, each declared once, in the class of its group.
 *
 * <p>Numbers are those of the KPI catalogue the product is built to. Each KPI also stands as plain SQL over the source
 * tables in {@code oracle/<id>.sql} beside this class.
 */
public final class Catalogue {
    private static final List<Kpi> KPIS = Stream.of(
                    RevenueKpis.ALL, CustomerKpis.ALL, LeadKpis.ALL, OpportunityKpis.ALL, QuotaKpis.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Kpi::id))
            .toList();

    /** The business objects that KPIs are made of, each declared with the group of KPIs that needs it first. */
    public static final ObjectTypes OBJECTS = new ObjectTypes(Stream.of(
                    RevenueKpis.OBJECTS,
                    CustomerKpis.OBJECTS,
                    LeadKpis.OBJECTS,
                    OpportunityKpis.OBJECTS,
                    QuotaKpis.OBJECTS)
            .flatMap(List::stream)
            .toList());

    private static final Map<String, KpiValue> VALUES = KPIS.stream()
            .flatMap(kpi -> kpi.values().stream())
            .collect(Collectors.toUnmodifiableMap(KpiValue::key, Function.identity()));

    private Catalogue() {}

    /** All KPIs, in the order of their numbers. */
    public static List<Kpi> kpis() {
        return KPIS;
    }

    /** @throws IllegalArgumentException when there is no such KPI */
    public static Kpi kpi(String id) {
        return KPIS.stream()
                .filter(kpi -> kpi.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown KPI '" + id + "'"));
    }

    /** The values published for a scope and window, in catalogue order. */
    public static List<KpiValue> valuesOf(Scope scope, WindowUnit unit) {
        return KPIS.stream()
                .filter(kpi -> kpi.appliesTo(scope, unit))
                .flatMap(kpi -> kpi.values().stream())
                .toList();
    }

    /** @throws IllegalArgumentException when there is no such value */
    public static KpiValue value(String key) {
        KpiValue value = VALUES.get(key);
        if (value == null) {
            throw new IllegalArgumentException("unknown KPI value '" + key + "'; GET /api/v1/catalogue lists them");
        }
        return value;
    }
}
