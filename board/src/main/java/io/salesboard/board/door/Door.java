package io.salesboard.board.door;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.Handler;
import io.javalin.http.SameSite;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.server.Server;

/**
 * Stands before everything: finds out who asks, and lets nobody through who may not.
 *
 * <p>A browser comes with the cookie of its session, a machine with a key. Where only this machine can reach the board and no
 * administrator was made, whoever works on it is let in unasked.
 */
public final class Door {
    private static final Logger LOG = LogManager.getLogger(Door.class);

    /** The longest that browsers keep a cookie; it is given anew with each page. */
    private static final Duration COOKIE = Duration.ofDays(400);

    private static final String LIVE = "/livez";
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";

    /** Within a minute. A television asks a few times an hour beside its stream; a page that opens, for twenty files. */
    private static final int VISITORS_REQUESTS = 1200;

    private static final int STRANGERS_REQUESTS = 300;

    /** Failed ones within a minute, from one address and from all: nobody guesses 256 bits, but asking costs. */
    private static final int SIGN_INS = 10;

    private static final int SIGN_INS_OF_ALL = 600;

    /** What is open beside the open routes: what the page that asks who you are consists of. */
    private static final Set<String> OPEN_ASSETS =
            Set.of("/assets/in.js", "/assets/words.js", "/assets/base.css", "/assets/in.css", "/assets/icon.svg");

    private final Accounts accounts;
    private final Employment employment;
    private final Surroundings surroundings;
    private final Audit audit;
    private final Limits limits;

    public Door(Accounts accounts, Employment employment, Surroundings surroundings, Audit audit, Clock clock) {
        this.accounts = accounts;
        this.employment = employment;
        this.surroundings = surroundings;
        this.audit = audit;
        this.limits = new Limits(clock);
    }

    /** Sees to it that no address has more connections open than it may. */
    public void limitConnections(Server server, int mostOfOneAddress) {
        server.addBean(new Connections(server, surroundings, limits, mostOfOneAddress));
    }

    /** What limits of one address count a request by; null where they do not count. */
    public String counted(Context ctx) {
        return surroundings.counted(surroundings.from(ctx));
    }

    /** Before every request, also one that leads nowhere. */
    public void admit(Context ctx, Predicate<Context> open) {
        audit.sumUp();
        if (ctx.path().equals(LIVE) && Surroundings.changesNothing(ctx)) {
            return; // whoever asks whether it lives knows neither its name nor a key
        }
        if (surroundings.isInClear(ctx)) {
            throw RefusedException.inClear();
        }
        Visitor visitor = who(ctx);
        requireWithinLimits(ctx, visitor);
        if (ctx.header(AUTHORIZATION) == null && !surroundings.isMeant(ctx)) {
            throw RefusedException.elsewhere(ctx.header("Host"));
        }
        if (!Surroundings.changesNothing(ctx) && Surroundings.isFromElsewhere(ctx)) {
            throw RefusedException.forbidden("a page of another address may change nothing here");
        }
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

    private void requireWithinLimits(Context ctx, Visitor visitor) {
        boolean within = visitor == null
                ? limits.count("stranger " + surroundings.from(ctx), STRANGERS_REQUESTS)
                : visitor.pass() == null || limits.count("visitor " + visitor.pass(), VISITORS_REQUESTS);
        if (!within) {
            throw RefusedException.tooOften();
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
            if (route.noted() && ctx.statusCode() < 400) {
                String query = ctx.queryString();
                note(ctx, Audit.OPENED, ctx.path() + (query == null ? "" : "?" + query));
            }
        };
    }

    /** Writes down what the visitor of a request did. */
    public void note(Context ctx, String did, String what) {
        audit.note(Visitor.find(ctx), surroundings.from(ctx), did, what);
    }

    /** Writes down that a request was refused. */
    public void note(Context ctx, RefusedException refusal) {
        note(
                ctx,
                Audit.REFUSED,
                ctx.method() + " " + ctx.path() + ": " + refusal.status().getCode());
    }

    private Visitor who(Context ctx) {
        String authorization = ctx.header(AUTHORIZATION);
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

    /** Whether what browsers see of the board is encrypted. */
    public boolean isSecure() {
        return surroundings.secure();
    }

    /** Whether who works on this machine is let in unasked. */
    public boolean isUnlocked() {
        return surroundings.loopback() && !surroundings.secure() && !accounts.keysMade();
    }

    /** Nobody for a rep who has left, from whom what opened the door is taken back, and for one whom no table names. */
    private Visitor atWork(Visitor visitor) {
        if (visitor == null || visitor.role() != Role.REP) {
            return visitor;
        }
        Employment.Standing standing = employment.of(visitor.of());
        if (standing == Employment.Standing.LEFT) {
            accounts.shut(visitor.account());
        }
        return standing == Employment.Standing.WORKS ? visitor : null;
    }

    /** Whether somebody who was let in may stay. */
    public boolean stands(Visitor visitor) {
        if (visitor.equals(Visitor.LOCAL)) {
            return isUnlocked();
        }
        try {
            return accounts.stands(visitor) && atWork(visitor) != null;
        } catch (UncheckedIOException e) {
            LOG.error("streams end: {}", e.getMessage());
            return false; // nobody knows whether it still may
        }
    }

    /** Exchanges the link in a request for a session, whose cookie the answer brings. */
    public void signIn(Context ctx, String link) {
        String from = surroundings.from(ctx);
        if (!limits.isLeft("sign-in " + from, SIGN_INS) || !limits.isLeft("sign-ins", SIGN_INS_OF_ALL)) {
            throw RefusedException.tooOften();
        }
        try {
            letIn(ctx, accounts.redeem(link));
        } catch (RefusedException e) {
            limits.count("sign-in " + from, SIGN_INS);
            limits.count("sign-ins", SIGN_INS_OF_ALL);
            throw e;
        }
    }

    /** Lets in somebody the identity provider knows. */
    public void signIn(Context ctx, Account account) {
        letIn(ctx, accounts.begin(account));
    }

    private void letIn(Context ctx, Accounts.SignedIn in) {
        in.visitor().comes(ctx);
        give(ctx, in.token());
        note(ctx, Audit.SIGNED_IN, in.visitor().account());
    }

    /** Ends the session of a request. */
    public void signOut(Context ctx) {
        accounts.signOut(Visitor.of(ctx));
        ctx.cookie(cookie("", Duration.ZERO));
        note(ctx, Audit.SIGNED_OUT, Visitor.of(ctx).account());
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
                && !path.equals(LIVE);
    }
}
