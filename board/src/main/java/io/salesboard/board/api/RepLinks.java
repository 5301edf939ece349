package io.salesboard.board.api;

import io.salesboard.core.link.RepLink;
import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.Org;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the rep a link belongs to.
 *
 * <p>A link is looked up whole in a hash map, so the time an answer takes says nothing about how near a guess was.
 */
public final class RepLinks {
    private final CellStore store;
    private final RepLink link;
    private Org known;
    private Map<String, String> repOf = Map.of();

    public RepLinks(CellStore store, RepLink link) {
        this.store = store;
        this.link = link;
    }

    /** @throws NotFoundException when the link belongs to no rep */
    String repOf(String text) {
        String rep = find(store.state().org(), text);
        if (rep == null) {
            throw new NotFoundException("no rep has this link; ask for a new one where you got it");
        }
        return rep;
    }

    /** The rep of a company that a link belongs to, or null. */
    public synchronized String find(Org org, String text) {
        if (org != known) {
            Map<String, String> reps = new HashMap<>();
            org.reps().forEach(rep -> reps.put(link.of(rep.id()), rep.id()));
            repOf = reps;
            known = org;
        }
        return repOf.get(text);
    }
}
