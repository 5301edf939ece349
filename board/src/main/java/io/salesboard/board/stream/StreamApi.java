package io.salesboard.board.stream;

import io.javalin.http.Context;
import io.salesboard.board.api.Parameters;
import io.salesboard.board.api.RepLinks;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Opens the server-sent event streams {@code /api/v1/stream} and {@code /api/v1/rep/{link}/stream}. */
public final class StreamApi {
    private final StreamHub hub;
    private final RepLinks links;

    public StreamApi(StreamHub hub, RepLinks links) {
        this.hub = hub;
        this.links = links;
    }

    /** The rows of some scopes in a present window. */
    public void rows(Context ctx) {
        Set<Scope> scopes =
                Parameters.scopes(Objects.requireNonNullElse(ctx.queryParam("scope"), "company,region,team,rep"));
        WindowUnit unit = WindowUnit.of(Objects.requireNonNullElse(ctx.queryParam("window"), "month"));
        scopes.forEach(scope -> Parameters.requirePublished(scope, unit));
        RowsView.Key key = new RowsView.Key(scopes, unit);
        open(ctx, key, () -> new RowsView(key));
    }

    /** One rep's own figures. */
    public void rep(Context ctx) {
        String rep = links.repOf(ctx.pathParam("link"));
        open(ctx, new RepView.Key(rep), () -> new RepView(rep));
    }

    private void open(Context ctx, Object key, Supplier<LiveView> view) {
        ctx.future(() -> {
            try {
                SseClient client = new SseClient(ctx.res());
                hub.attach(client, key, view);
                return client.closed();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
