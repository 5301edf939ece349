package io.salesboard.board.door;

import io.salesboard.core.model.Scope;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody is to the board; a route names the roles that may use it. */
public enum Role {
    /** A television on a wall: everybody's figures, and nothing that is to be done. */
    SCREEN,
    /** Sees the own figures. */
    REP,
    /** Sees a team's figures and those of who is in it today. */
    LEAD,
    MANAGER,
    /** Keeps the system running: sees what figures miss, too. */
    OPS,
    /** May do everything, and makes and revokes accounts. */
    ADMIN,
    /** A machine that scrapes. */
    METRICS;

    /** Who sees any figures; which ones {@link Sight} says. */
    public static final Set<Role> FIGURES = of(SCREEN, REP, LEAD, MANAGER, OPS, ADMIN);

    /** Who sees everybody's figures. */
    public static final Set<Role> ALL_FIGURES = of(SCREEN, MANAGER, OPS, ADMIN);

    /** Who keeps the system running. */
    public static final Set<Role> UPKEEP = of(OPS, ADMIN);

    /** Who sees the alerts on sales, which name reps. */
    public static final Set<Role> ALERTED = of(MANAGER, OPS, ADMIN);

    /** Who reads the metrics. */
    public static final Set<Role> SCRAPES = of(METRICS, OPS, ADMIN);

    /** Whoever has a session. */
    public static final Set<Role> ALL = of(values());

    private static Set<Role> of(Role... roles) {
        return Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(roles)));
    }

    /** As it stands in requests and settings. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException that says what would be valid */
    public static Role of(String key) {
        return ALL.stream()
                .filter(role -> role.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown role '" + key + "'; use one of " + keys(ALL)));
    }

    /** Several roles, as sentences name them. */
    public static String keys(Set<Role> roles) {
        return roles.stream().map(Role::key).collect(Collectors.joining(", "));
    }

    /** What an account of this role belongs to one of, or null. */
    public Scope belongsTo() {
        return switch (this) {
            case REP -> Scope.REP;
            case LEAD -> Scope.TEAM;
            case SCREEN, MANAGER, OPS, ADMIN, METRICS -> null;
        };
    }
}
