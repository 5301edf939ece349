package io.salesboard.figures.store;

import io.salesboard.schemas.Corrections;
import io.salesboard.schemas.Entity;
import io.salesboard.schemas.LeftOut;
import io.salesboard.schemas.RepDeals;
import io.salesboard.schemas.ResultKeys;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;

/** What one record or tombstone of the topic changes with its frame. */
sealed interface Change {
    /** The frame it belongs to; that of a tombstone written by other hands is {@link Long#MIN_VALUE}. */
    long version();

    /** Whether a reader of figures could see a difference. */
    boolean applyTo(StateEdit edit);

    /** A cell; gone where {@code cell} is null. There may be millions on their way. */
    record OfCell(WindowKey window, String id, byte[] cell, long version) implements Change {
        @Override
        public boolean applyTo(StateEdit edit) {
            return cell == null ? edit.removeCell(window, id) : edit.putCell(window, id, cell);
        }
    }

    /** Anything else. */
    record OfOther(long version, Predicate<StateEdit> edit) implements Change {
        @Override
        public boolean applyTo(StateEdit to) {
            return edit.test(to);
        }
    }

    /** @throws IllegalArgumentException when the record is of a kind this release does not know */
    static Change of(SpecificRecord value) {
        if (value instanceof Entity row) {
            return new OfOther(row.getVersion(), edit -> edit.put(row));
        }
        if (value instanceof RepDeals deals) {
            return new OfOther(deals.getVersion(), edit -> edit.put(deals));
        }
        if (value instanceof Corrections corrections) {
            return new OfOther(corrections.getVersion(), edit -> edit.put(corrections));
        }
        if (value instanceof LeftOut row) {
            return new OfOther(row.getVersion(), edit -> edit.put(row));
        }
        throw new IllegalArgumentException(
                "a record of schema " + value.getSchema().getFullName()
                        + " is none this board knows; run the job and the board of one release");
    }

    /**
     * A tombstone of anything but a cell or a layout.
     *
     * @throws IllegalArgumentException when the key is of a kind this release does not know
     */
    static Change removal(String key, long frame) {
        int kind = key.indexOf('/') + 1;
        String rest = key.substring(kind);
        return switch (key.substring(0, kind)) {
            case ResultKeys.ENTITY -> {
                int row = rest.indexOf('/') + 1;
                yield new OfOther(frame, edit -> edit.removeEntity(rest.substring(0, row - 1), rest.substring(row)));
            }
            case ResultKeys.DEALS -> new OfOther(frame, edit -> edit.removeDeals(rest));
            case ResultKeys.CORRECTIONS -> new OfOther(frame, edit -> edit.removeCorrections(rest));
            case ResultKeys.LEFT_OUT -> new OfOther(frame, edit -> edit.removeLeftOut(rest));
            default ->
                throw new IllegalArgumentException("the removed key '" + key + "' is of no kind this board knows");
        };
    }
}
