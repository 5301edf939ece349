package io.salesboard.board.door;

import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.StoreState;

/** Whether a rep works for the company, as its reference tables say; everybody does until there are figures to see. */
public final class Employment {
    private final CellStore store;

    public Employment(CellStore store) {
        this.store = store;
    }

    /** What the tables say of a rep. */
    enum Standing {
        WORKS,
        LEFT,
        /** They do not say: the rep may only be missing for now. */
        UNKNOWN
    }

    Standing of(String rep) {
        StoreState state = store.state();
        if (state.version() == 0) {
            return Standing.WORKS;
        }
        Org.Rep known = state.org().rep(rep);
        if (known == null) {
            return Standing.UNKNOWN;
        }
        return known.active() ? Standing.WORKS : Standing.LEFT;
    }
}
