package io.salesboard.jobs.read;

import org.apache.flink.runtime.execution.SuppressRestartsException;

/** The state that was restored belongs to other topics than those that are there: everything has to be computed anew. */
public final class StateOfOtherTopicsException extends SuppressRestartsException {
    private static final long serialVersionUID = 1L;

    StateOfOtherTopicsException(String message) {
        super(new IllegalStateException(message));
    }
}
