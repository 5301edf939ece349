package io.salesboard.board.api;

import io.javalin.http.Context;
import io.salesboard.figures.Company;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.CellStore;
import java.util.Map;

/** What the board answers as JSON; docs/architecture.md shows each. */
public final class JsonApi {
    private final CellStore store;
    private final Company business;
    private final KpiApi kpis;
    private final Health health;
    private final RepLinks links;

    public JsonApi(CellStore store, Company business, Health health, RepLinks links) {
        this.store = store;
        this.business = business;
        this.kpis = new KpiApi(store, business);
        this.health = health;
        this.links = links;
    }

    public Object kpis(Context ctx) {
        return kpis.kpis(ctx);
    }

    public Object leaderboard(Context ctx) {
        return kpis.leaderboard(ctx);
    }

    public Object catalogue() {
        return CatalogueAnswer.of();
    }

    public Object health() {
        return health.now();
    }

    public Object quarantine() {
        return health.leftOut();
    }

    /** One rep's own figures, by link. */
    public Map<String, Object> rep(Context ctx) {
        String rep = links.repOf(ctx.pathParam("link"));
        Reading reading = Reading.of(store.state(), business);
        return RepAnswer.of(reading, rep).under(Heads.of(reading));
    }
}
