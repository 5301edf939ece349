package io.salesboard.figures.store;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;

/** Names the cells of one group of measures of one scope's rows in one window. */
record WindowKey(Measure.Group group, Scope scope, WindowUnit unit, long start) {
    /** By position: an enum's own hash is another one in every process, and made from its address. */
    @Override
    public int hashCode() {
        int rows = (group.ordinal() * 31 + scope.ordinal()) * 31 + unit.ordinal();
        return (rows + Long.hashCode(start) * 0x7FFF) * 0x9E3779B9;
    }
}
