package io.salesboard.board.door;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Stands before everything: finds out who asks, and lets nobody through who may not.
 *
 * <p>A browser comes with the cookie of its session, a machine with a key. Where only this machine can reach the board and no
 * administrator was made, whoever works on it is let in unasked.
 */
public final class Door {
    /** The longest that browsers keep a cookie; it is given anew with each page. */
    private static final Duration COOKIE = Duration.ofDays(400);

    private static final String BEARER = "Bearer ";

    /** What is open beside the open routes: what the page that asks who you are consists of. */
    private static final Set<String> OPEN_ASSETS =
            Set.of("/assets/in.js", "/assets/words.js", "/assets/base.css", "/assets/in.css", "/assets/icon.svg");

    private final Accounts accounts;
    private final Predicate<String> works;
    private final Surroundings surroundings;

    /** @param works whether a rep works for the company */
    public Door(Accounts accounts, Predicate<String> works, Surroundings surroundings) {
        this.accounts = accounts;
        this.works = works;
        this.surroundings = surroundings;
    }

    /** Before every request, also one that leads nowhere. */
    public void admit(Context ctx, Predicate<Context> open) {
        Visitor visitor = who(ctx);
        if (visitor != null) {
            visitor.comes(ctx);
        } else if (!open.test(ctx) && !OPEN_ASSETS.contains(ctx.path())) {
            if (isPage(ctx)) {
                ctx.redirect("/in");
                ctx.skipRemainingHandlers();
                return;
            }
            throw RefusedException.noSession();
        }
        if (isPage(ctx)) {
            keepCookie(ctx);
        }
    }

    /** A route's handler, for those it is for. */
    public Handler before(Route route) {
        return ctx -> {
            if (!route.open()) {
                Visitor visitor = Visitor.of(ctx);
                if (!route.roles().contains(visitor.role())) {
                    throw RefusedException.forbidden(ctx.path() + " needs one of the roles " + Role.keys(route.roles())
                            + "; you are " + visitor.role().key());
                }
            }
            route.handler().handle(ctx);
        };
    }

    private Visitor who(Context ctx) {
        String authorization = ctx.header("Authorization");
        if (authorization != null) {
            return authorization.startsWith(BEARER)
                    ? atWork(accounts.ofKey(authorization.substring(BEARER.length())))
                    : null;
        }
        String session = ctx.cookie(cookieName());
        Visitor visitor = session == null ? null : atWork(accounts.ofSession(session));
        if (visitor == null && isUnlocked() && surroundings.isFromHere(ctx) && !Surroundings.isFromElsewhere(ctx)) {
            return Visitor.LOCAL;
        }
        return visitor;
    }

    /** Whether who works on this machine is let in unasked. */
    public boolean isUnlocked() {
        return surroundings.loopback() && !accounts.keysMade();
    }

    /** Nobody for a rep who has left: what opened the door is taken back. */
    private Visitor atWork(Visitor visitor) {
        if (visitor == null || visitor.role() != Role.REP || works.test(visitor.of())) {
            return visitor;
        }
        accounts.shut(visitor.account());
        return null;
    }

    /** Whether somebody who was let in may stay. */
    public boolean stands(Visitor visitor) {
        if (visitor.equals(Visitor.LOCAL)) {
            return isUnlocked();
        }
        return accounts.stands(visitor) && atWork(visitor) != null;
    }

    /** Exchanges the link in a request for a session, whose cookie the answer brings. */
    public void signIn(Context ctx, String link) {
        Accounts.SignedIn in = accounts.redeem(link);
        give(ctx, in.token());
    }

    /** Ends the session of a request. */
    public void signOut(Context ctx) {
        accounts.signOut(Visitor.of(ctx));
        ctx.cookie(cookie("", Duration.ZERO));
    }

    private void keepCookie(Context ctx) {
        String session = ctx.cookie(cookieName());
        if (session != null && Visitor.find(ctx) != null && Visitor.find(ctx).pass() != null) {
            give(ctx, session);
        }
    }

    private void give(Context ctx, String token) {
        ctx.cookie(cookie(token, COOKIE));
    }

    private Cookie cookie(String token, Duration age) {
        return new Cookie(
                cookieName(), token, "/", (int) age.toSeconds(), surroundings.secure(), true, null, SameSite.LAX);
    }

    /** With the prefix browsers take only over TLS, from this very host. */
    private String cookieName() {
        return surroundings.secure() ? "__Host-salesboard" : "salesboard";
    }

    private static boolean isPage(Context ctx) {
        String path = ctx.path();
        return Surroundings.changesNothing(ctx)
                && !path.startsWith("/api/")
                && !path.startsWith("/assets/")
                && !path.equals("/metrics")
                && !path.equals("/livez");
    }
}
