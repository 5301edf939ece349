package io.salesboard.jobs.operators;

import io.salesboard.core.model.Scope;

/** Which row of the board a key of keyed state stands for; see {@link io.salesboard.jobs.state.Delta#row}. */
record RowKey(Scope scope, String id) {
    static RowKey of(String key) {
        int slash = key.indexOf('/');
        return new RowKey(Scope.of(key.substring(0, slash)), key.substring(slash + 1));
    }
}
