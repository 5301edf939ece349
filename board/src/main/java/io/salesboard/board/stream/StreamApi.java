package io.salesboard.board.stream;

import io.javalin.http.Context;
import io.salesboard.board.api.RepLinks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeSet;

/** Opens the server-sent event stream {@code /api/v1/stream}: one connection for everything a browser shows. */
public final class StreamApi {
    private final StreamHub hub;
    private final RepLinks links;

    public StreamApi(StreamHub hub, RepLinks links) {
        this.hub = hub;
        this.links = links;
    }

    public void open(Context ctx) {
        ScreenView.Key key =
                new ScreenView.Key(Slice.of(ctx.queryParams("view")), new TreeSet<>(ctx.queryParams("rep")));
        if (key.slices().isEmpty() && key.links().isEmpty()) {
            throw new IllegalArgumentException("parameter 'view' is missing; use scopes and a window, such as"
                    + " view=company,rep:month, once for each window, or rep=<link> for a rep's own figures");
        }
        hub.seats().take(key);
        ctx.future(() -> {
            try {
                SseClient client = new SseClient(ctx.res());
                hub.attach(client, key, () -> new ScreenView(key, links));
                return client.closed();
            } catch (IOException e) {
                hub.seats().giveBack(key);
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                hub.seats().giveBack(key);
                throw e;
            }
        });
    }
}
