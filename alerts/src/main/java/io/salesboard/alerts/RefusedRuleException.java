package io.salesboard.alerts;

/** A rule that says nothing that could be followed; the message names the field, the value and what would be valid. */
final class RefusedRuleException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String place;

    /** @param place where it stands: a file and line, or a table and key */
    RefusedRuleException(String place, String reason) {
        super(reason);
        this.place = place;
    }

    String place() {
        return place;
    }
}
