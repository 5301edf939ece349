package io.salesboard.board.api;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.Kpi;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.List;

/** Answer of {@code /api/v1/catalogue}: the KPIs as they are declared. */
record CatalogueAnswer(List<KpiEntry> kpis, List<ScopeEntry> scopes) {

    record KpiEntry(
            String id, String vi, String en, List<String> scopes, List<String> windows, List<ValueEntry> values) {
        static KpiEntry of(Kpi kpi) {
            return new KpiEntry(
                    kpi.id(),
                    kpi.vi(),
                    kpi.en(),
                    kpi.scopes().stream().map(Scope::key).toList(),
                    kpi.windows().stream().map(WindowUnit::key).toList(),
                    kpi.values().stream().map(ValueEntry::of).toList());
        }
    }

    record ValueEntry(String key, String vi, String en, String unit, String formula, String metric) {
        static ValueEntry of(KpiValue value) {
            return new ValueEntry(
                    value.key(),
                    value.vi(),
                    value.en(),
                    value.unit().name().toLowerCase(java.util.Locale.ROOT),
                    value.text(),
                    value.metric());
        }
    }

    record ScopeEntry(String key, String vi, String en) {}

    static CatalogueAnswer of() {
        return new CatalogueAnswer(
                Catalogue.kpis().stream().map(KpiEntry::of).toList(),
                Parameters.published().stream()
                        .map(scope -> new ScopeEntry(scope.key(), scope.vi(), scope.en()))
                        .toList());
    }
}
