package io.salesboard.alerts;

import java.math.BigDecimal;

/**
 * From where on a figure raises an alert, and from where on it ends one. Between the two nothing changes, so that a figure that
 * swings around the threshold raises one alert, not twenty.
 *
 * @param side on which side of the threshold the alert is
 * @param raise raises an alert when it is passed
 * @param clear ends it when it is reached; on the good side of {@code raise}, or the same
 */
public record Limit(Side side, BigDecimal raise, BigDecimal clear) {
    /** Where figures raise alerts. */
    public enum Side {
        ABOVE,
        BELOW
    }

    public Limit {
        int order = clear.compareTo(raise);
        if (side == Side.ABOVE ? order > 0 : order < 0) {
            throw new IllegalArgumentException("an alert " + side.name().toLowerCase(java.util.Locale.ROOT) + " "
                    + raise.toPlainString() + " cannot end at " + clear.toPlainString() + "; 'clear' is "
                    + (side == Side.ABOVE ? "at most" : "at least") + " the threshold");
        }
    }

    /** Whether a figure raises an alert. */
    boolean raises(BigDecimal figure) {
        int order = figure.compareTo(raise);
        return side == Side.ABOVE ? order > 0 : order < 0;
    }

    /** Whether a figure ends one. */
    boolean clears(BigDecimal figure) {
        int order = figure.compareTo(clear);
        return side == Side.ABOVE ? order <= 0 : order >= 0;
    }
}
