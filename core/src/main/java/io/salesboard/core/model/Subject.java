package io.salesboard.core.model;

import java.util.Objects;

/**
 * Whom or what a figure is about: one rep, one store; of a combination two of them, such as one product in one region.
 *
 * @param scope the kind of thing
 * @param id which one; of a combination the first
 * @param by of a combination the second; else null
 */
public record Subject(Scope scope, String id, String by) {
    public static final Subject COMPANY = new Subject(Scope.COMPANY, Scope.COMPANY_ID, null);

    private static final char BETWEEN = '|';
    private static final char ESCAPE = '\\';

    /** One of a plain scope; without an id it is nobody. */
    public static Subject of(Scope scope, String id) {
        return new Subject(scope, id == null ? Scope.UNASSIGNED : id, null);
    }

    /** One of a combination; without an id it is nobody. */
    public static Subject of(Scope scope, String id, String by) {
        return new Subject(scope, id == null ? Scope.UNASSIGNED : id, by == null ? Scope.UNASSIGNED : by);
    }

    /** Reads {@link #key}. */
    public static Subject parse(Scope scope, String key) {
        if (!scope.isCombined()) {
            return new Subject(scope, key, null);
        }
        StringBuilder first = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char next = key.charAt(i);
            if (next == BETWEEN) {
                return new Subject(scope, first.toString(), key.substring(i + 1));
            }
            if (next == ESCAPE && i + 1 < key.length()) {
                next = key.charAt(++i);
            }
            first.append(next);
        }
        throw new IllegalArgumentException("'" + key + "' names no " + scope.key() + "; it is <"
                + scope.first().key() + ">" + BETWEEN + "<" + scope.second().key() + ">");
    }

    /** The id in keys and in the API: of a combination both, {@code north|P001}; a bar or backslash in the first is escaped. */
    public String key() {
        if (by == null) {
            return id;
        }
        StringBuilder key = new StringBuilder(id.length() + by.length() + 1);
        for (int i = 0; i < id.length(); i++) {
            if (id.charAt(i) == BETWEEN || id.charAt(i) == ESCAPE) {
                key.append(ESCAPE);
            }
            key.append(id.charAt(i));
        }
        return key.append(BETWEEN).append(by).toString();
    }

    /**
     * By hand, as in the other keys of the job's busiest maps: what a record makes of itself goes through method handles, which
     * the quick compiler does not inline.
     */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Subject subject
                        && scope == subject.scope
                        && id.equals(subject.id)
                        && Objects.equals(by, subject.by);
    }

    @Override
    public int hashCode() {
        int hash = scope.ordinal() * 31 + id.hashCode();
        return by == null ? hash : hash * 31 + by.hashCode();
    }

    /** The plain one with which it is kept: {@code rep/R001}, also for what that rep sold of one product. */
    public String home() {
        return scope.first().key() + "/" + id;
    }
}
