package io.salesboard.board.stream;

import io.salesboard.board.api.Parameters;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;

/** The rows of one scope in the present window of one unit: the least a screen can ask for. */
record Slice(Scope scope, WindowUnit unit) implements Comparable<Slice> {
    private static final Comparator<Slice> CATALOGUE_ORDER =
            Comparator.comparing(Slice::unit).thenComparing(Slice::scope);

    /**
     * Reads what the parameters {@code view} of a request ask for, {@code company,rep:month} each.
     *
     * @throws IllegalArgumentException that says what would be valid
     */
    static SortedSet<Slice> of(Collection<String> views) {
        SortedSet<Slice> slices = new TreeSet<>();
        for (String view : views) {
            int colon = view.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("parameter 'view' is '" + view
                        + "'; use scopes and a window, such as view=company,rep:month, once for each window");
            }
            WindowUnit unit = WindowUnit.of(view.substring(colon + 1));
            for (Scope scope : Parameters.scopes(view.substring(0, colon))) {
                Parameters.requirePublished(scope, unit);
                slices.add(new Slice(scope, unit));
            }
        }
        return slices;
    }

    @Override
    public int compareTo(Slice other) {
        return CATALOGUE_ORDER.compare(this, other);
    }
}
