package io.salesboard.alerts;

import io.salesboard.core.model.Keys;
import java.util.Locale;

/** How much an alert matters. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    private final String key = name().toLowerCase(Locale.ROOT);

    public String key() {
        return key;
    }

    /** @throws IllegalArgumentException naming the valid severities */
    public static Severity of(String key) {
        return Keys.parse(Severity.class, key, Severity::key);
    }
}
