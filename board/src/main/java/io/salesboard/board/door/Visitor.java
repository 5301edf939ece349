package io.salesboard.board.door;

import io.javalin.http.Context;

/**
 * Who asks.
 *
 * @param account id of the account
 * @param of the rep or the team it belongs to; null for roles that belong to none
 * @param pass what it came in with: the hash of its session's or key's token, or null for the machine's own user
 */
public record Visitor(String account, Role role, String of, String pass) {
    /** Who works on this machine, where the board listens to nobody else. */
    static final Visitor LOCAL = new Visitor("local", Role.ADMIN, null, null);

    private static final String ATTRIBUTE = "visitor";

    /** Whose figures it sees. */
    public Sight sight() {
        return switch (role) {
            case REP -> Sight.ofRep(of);
            case LEAD -> Sight.ofTeam(of);
            case SCREEN, MANAGER, OPS, ADMIN -> Sight.ALL;
            case METRICS -> throw new IllegalStateException("no route of figures is open to " + role);
        };
    }

    void comes(Context ctx) {
        ctx.attribute(ATTRIBUTE, this);
    }

    /** Who sent a request, or null where nobody said. */
    static Visitor find(Context ctx) {
        return ctx.attribute(ATTRIBUTE);
    }

    /** Who sent a request that the door let through. */
    public static Visitor of(Context ctx) {
        Visitor visitor = find(ctx);
        if (visitor == null) {
            throw RefusedException.noSession();
        }
        return visitor;
    }
}
