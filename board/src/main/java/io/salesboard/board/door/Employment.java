package io.salesboard.board.door;

import io.salesboard.figures.store.CellStore;
import io.salesboard.figures.store.Org;
import java.util.function.Predicate;

/** Whether a rep works for the company, as its reference tables say; everybody does until these were read. */
public final class Employment implements Predicate<String> {
    private final CellStore store;

    public Employment(CellStore store) {
        this.store = store;
    }

    @Override
    public boolean test(String rep) {
        if (!store.isWhole()) {
            return true;
        }
        Org.Rep known = store.state().org().rep(rep);
        return known != null && known.active();
    }
}
