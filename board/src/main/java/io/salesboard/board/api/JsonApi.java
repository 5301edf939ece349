package io.salesboard.board.api;

import io.javalin.http.Context;
import io.salesboard.board.door.Sight;
import io.salesboard.board.door.Visitor;
import io.salesboard.core.model.Scope;
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

    public JsonApi(CellStore store, Company business, Health health) {
        this.store = store;
        this.business = business;
        this.kpis = new KpiApi(store, business);
        this.health = health;
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

    /** The figures of the rep who asks. */
    public Map<String, Object> ownFigures(Context ctx) {
        return figuresOf(Visitor.of(ctx).of(), Visitor.of(ctx).sight());
    }

    /** One rep's figures, by id. */
    public Map<String, Object> rep(Context ctx) {
        return figuresOf(ctx.pathParam("id"), Visitor.of(ctx).sight());
    }

    /** Whether who asks may see the rep of an address. */
    public boolean seesRep(Context ctx) {
        return Visitor.of(ctx).sight().sees(Reading.of(store.state(), business), Scope.REP, ctx.pathParam("id"));
    }

    private Map<String, Object> figuresOf(String rep, Sight sight) {
        Reading reading = Reading.of(store.state(), business);
        sight.require(reading, Scope.REP, rep);
        if (reading.org().rep(rep) == null) {
            throw new NotFoundException(
                    "there is no rep '" + rep + "'; /api/v1/kpis?scope=rep&window=day lists them all");
        }
        return RepAnswer.of(reading, rep).under(Heads.of(reading));
    }
}
