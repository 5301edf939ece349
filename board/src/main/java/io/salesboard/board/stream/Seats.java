package io.salesboard.board.stream;

import io.salesboard.board.api.FullException;
import io.salesboard.board.door.Visitor;
import java.util.HashMap;
import java.util.Map;

/**
 * The clients of streams and the views they look at, counted, so that there are never more than the board can serve: each client holds
 * a connection and each view is computed with every frame.
 */
final class Seats {
    /** A browser shares one between its tabs; one that cannot has one for each page that is looked at. */
    private static final int MOST_OF_ONE = 20;

    private final int maxClients;
    private final int maxViews;
    private final int maxOfAddress;
    private final Map<ScreenView.Key, Integer> clientsOf = new HashMap<>();
    private final Map<String, Integer> ofVisitor = new HashMap<>();
    private final Map<String, Integer> ofAddress = new HashMap<>();
    private int clients;

    Seats(int maxClients, int maxViews, int maxOfAddress) {
        this.maxClients = maxClients;
        this.maxViews = maxViews;
        this.maxOfAddress = maxOfAddress;
    }

    /**
     * Whose seat it is.
     *
     * @param address what limits of one address count by, or null where they do not
     */
    record Seat(ScreenView.Key view, Visitor visitor, String address) {}

    /** @throws FullException when there is no seat left */
    synchronized void take(Seat seat) {
        ScreenView.Key view = seat.view();
        Visitor visitor = seat.visitor();
        if (clients >= maxClients) {
            throw new FullException("the board serves " + maxClients + " streams and no more; close screens that nobody"
                    + " looks at, or raise the setting 'max-stream-clients'");
        }
        if (!clientsOf.containsKey(view) && clientsOf.size() >= maxViews) {
            throw new FullException("the board computes " + maxViews + " different views and no more; ask for one that"
                    + " another screen shows, or raise the setting 'max-stream-views'");
        }
        if (visitor.pass() != null && ofVisitor.getOrDefault(visitor.pass(), 0) >= MOST_OF_ONE) {
            throw new FullException("you have " + MOST_OF_ONE + " streams open and may have no more; close some pages");
        }
        if (seat.address() != null && ofAddress.getOrDefault(seat.address(), 0) >= maxOfAddress) {
            throw new FullException("the board serves " + maxOfAddress + " streams to one address and no more; close"
                    + " screens that nobody looks at, or raise the setting 'max-streams-per-address'");
        }
        if (seat.address() != null) {
            ofAddress.merge(seat.address(), 1, Integer::sum);
        }
        ofVisitor.merge(String.valueOf(visitor.pass()), 1, Integer::sum);
        clientsOf.merge(view, 1, Integer::sum);
        clients++;
    }

    synchronized void giveBack(Seat seat) {
        if (seat.address() != null) {
            less(ofAddress, seat.address());
        }
        less(ofVisitor, String.valueOf(seat.visitor().pass()));
        less(clientsOf, seat.view());
        clients--;
    }

    private static <K> void less(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : (Integer) (count - 1));
    }

    /** How many there are. */
    int all() {
        return maxClients;
    }

    /** How many are taken. */
    synchronized int taken() {
        return clients;
    }
}
