package io.salesboard.board.stream;

import io.javalin.http.Context;
import io.salesboard.board.door.Door;
import io.salesboard.board.door.Sight;
import io.salesboard.board.door.Visitor;
import io.salesboard.core.model.Scope;
import io.salesboard.figures.Reading;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.TreeSet;

/** Opens the server-sent event stream {@code /api/v1/stream}: one connection for everything a browser shows. */
public final class StreamApi {
    private final StreamHub hub;
    private final Door door;

    public StreamApi(StreamHub hub, Door door) {
        this.hub = hub;
        this.door = door;
    }

    /** How many streams may be open. */
    public int most() {
        return hub.seats().all();
    }

    public void open(Context ctx) {
        Visitor visitor = Visitor.of(ctx);
        ScreenView.Key key = new ScreenView.Key(
                Slice.of(ctx.queryParams("view")), new TreeSet<>(ctx.queryParams("rep")), visitor.sight());
        if (key.slices().isEmpty() && key.reps().isEmpty()) {
            throw new IllegalArgumentException("parameter 'view' is missing; use scopes and a window, such as"
                    + " view=company,rep:month, once for each window, or rep=<id> for a rep's own figures");
        }
        requireSeen(key);
        Seats.Seat seat = new Seats.Seat(key, visitor, door.counted(ctx));
        hub.seats().take(seat);
        ctx.future(() -> {
            try {
                SseClient client = new SseClient(ctx.res(), () -> door.stands(visitor));
                hub.attach(client, seat, () -> new ScreenView(key));
                return client.closed();
            } catch (IOException e) {
                hub.seats().giveBack(seat);
                throw new UncheckedIOException(e);
            } catch (RuntimeException e) {
                hub.seats().giveBack(seat);
                throw e;
            }
        });
    }

    private void requireSeen(ScreenView.Key key) {
        Sight sight = key.sight();
        key.slices().forEach(slice -> sight.require(slice.scope()));
        if (!key.reps().isEmpty()) {
            Reading reading = hub.present();
            key.reps().forEach(rep -> sight.require(reading, Scope.REP, rep));
        }
    }
}
