package io.salesboard.board.stream;

import io.salesboard.board.api.FullException;
import java.util.HashMap;
import java.util.Map;

/**
 * The clients of streams and the views they look at, counted, so that there are never more than the board can serve: each client holds
 * a connection and each view is computed with every frame.
 */
final class Seats {
    private final int maxClients;
    private final int maxViews;
    private final Map<ScreenView.Key, Integer> clientsOf = new HashMap<>();
    private int clients;

    Seats(int maxClients, int maxViews) {
        this.maxClients = maxClients;
        this.maxViews = maxViews;
    }

    /** @throws FullException when there is no seat left */
    synchronized void take(ScreenView.Key view) {
        if (clients >= maxClients) {
            throw new FullException("the board serves " + maxClients + " streams and no more; close screens that nobody"
                    + " looks at, or raise the setting 'max-stream-clients'");
        }
        if (!clientsOf.containsKey(view) && clientsOf.size() >= maxViews) {
            throw new FullException("the board computes " + maxViews + " different views and no more; ask for one that"
                    + " another screen shows, or raise the setting 'max-stream-views'");
        }
        clientsOf.merge(view, 1, Integer::sum);
        clients++;
    }

    synchronized void giveBack(ScreenView.Key view) {
        clientsOf.computeIfPresent(view, (same, count) -> count == 1 ? null : (Integer) (count - 1));
        clients--;
    }

    /** How many are taken. */
    synchronized int taken() {
        return clients;
    }
}
