package io.salesboard.board.provider;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Audit;
import io.salesboard.board.door.Door;
import io.salesboard.board.provider.Provider.Begun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Answers {@code /sign-in}, which leads to the identity provider, and {@code /sign-in/callback}, where it sends people back to. */
public final class ProviderApi {
    private static final Logger LOG = LogManager.getLogger(ProviderApi.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Far more than a company begins at once; of more the oldest are forgotten. */
    private static final int MOST = 10_000;

    private static final String PATH = "/sign-in";
    private static final String COOKIE = "salesboard-sign-in";

    private final Provider provider;
    private final Door door;
    private final Clock clock;
    private final Map<String, Waiting> begun = new LinkedHashMap<>();

    /** A sign-in whose browser is with the provider. */
    private record Waiting(Begun begun, Instant until) {}

    /** @param provider null where there is none */
    public ProviderApi(Provider provider, Door door, Clock clock) {
        this.provider = provider;
        this.door = door;
        this.clock = clock;
    }

    /** Whether there is a provider, for the page that asks who you are. */
    public record Ways(boolean provider) {}

    public Ways ways() {
        return new Ways(provider != null);
    }

    /** Leads to the provider, and remembers by a cookie which browser it was. */
    public void leave(Context ctx) {
        if (provider == null) {
            ctx.redirect("/in");
            return;
        }
        Begun anew = Begun.anew();
        try {
            String there = provider.ask(anew).toString();
            remember(anew);
            ctx.cookie(cookie(anew.state(), PATIENCE));
            ctx.redirect(there);
        } catch (ProviderException e) {
            sendAway(ctx, e);
        }
    }

    /** Lets in whom the provider knows, if it is the browser that left for it. */
    public void comeBack(Context ctx) {
        String state = ctx.queryParam("state");
        Begun left = state != null && state.equals(ctx.cookie(COOKIE)) ? forget(state) : null;
        String code = ctx.queryParam("code");
        ctx.cookie(cookie("", Duration.ZERO));
        if (provider == null || left == null || code == null) {
            ctx.redirect("/in?provider=away");
            return;
        }
        try {
            Account account = provider.account(left, code);
            door.signIn(ctx, account);
            ctx.redirect("/");
        } catch (ProviderException e) {
            sendAway(ctx, e);
        }
    }

    private void sendAway(Context ctx, ProviderException e) {
        LOG.error("nobody was let in: {}", e.getMessage());
        door.note(ctx, Audit.REFUSED, "sign-in by the identity provider");
        ctx.redirect("/in?provider=away");
    }

    private synchronized void remember(Begun anew) {
        Instant now = clock.instant();
        begun.values().removeIf(waiting -> !waiting.until().isAfter(now));
        if (begun.size() >= MOST) {
            begun.remove(begun.keySet().iterator().next());
        }
        begun.put(anew.state(), new Waiting(anew, now.plus(PATIENCE)));
    }

    /** Each counts once. */
    private synchronized Begun forget(String state) {
        Waiting waiting = begun.remove(state);
        return waiting == null || !waiting.until().isAfter(clock.instant()) ? null : waiting.begun();
    }

    private Cookie cookie(String value, Duration age) {
        return new Cookie(COOKIE, value, PATH, (int) age.toSeconds(), door.isSecure(), true, null, SameSite.LAX);
    }
}
