package io.salesboard.capture;

/**
 * How far a connector has read, as Connect has stored it.
 *
 * @param position what is stored
 * @param before what had been seen of the server before this was asked, or null: its slot is confirmed only up to what is stored
 */
record PositionFacts(Connect.Position position, ServerFacts before) {

    /**
     * Whether the slot was moved on beyond what was read: what lies in between never comes. Known for as long as Debezium has not
     * confirmed anything newer, also when it reads from the slot again.
     */
    boolean skips() {
        return position.lsn() >= 0
                && before != null
                && before.slot() != null
                && before.slot().confirmed() > position.lsn();
    }
}
