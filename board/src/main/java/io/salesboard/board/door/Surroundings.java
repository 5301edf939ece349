package io.salesboard.board.door;

import io.javalin.http.Context;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Where the board stands in the network, and what a request says of where it comes from.
 *
 * @param loopback whether only this machine can reach it
 * @param secure whether what browsers see of it is encrypted
 * @param hosts names it has beside those of loopback
 * @param proxies who may say for whom they ask
 */
public record Surroundings(boolean loopback, boolean secure, Set<String> hosts, List<Address.Range> proxies) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP");
    private static final Set<String> READS = Set.of("GET", "HEAD");

    /**
     * @param tls whether the board itself encrypts
     * @param publicUrl address people open, or null
     * @param proxy addresses of who encrypts in front of it, or null
     */
    public static Surroundings of(String bindAddress, boolean tls, URI publicUrl, String proxy) {
        List<Address.Range> proxies = proxy == null ? List.of() : Address.Range.list(proxy);
        return new Surroundings(
                Address.listensToLoopbackOnly(bindAddress),
                tls || !proxies.isEmpty(),
                publicUrl == null ? Set.of() : Set.of(Address.host(publicUrl.getAuthority())),
                proxies);
    }

    /** @throws IllegalArgumentException when the setting {@code proxy} names anything but addresses */
    public static void requireAddresses(String proxy) {
        try {
            Address.Range.list(proxy);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("setting 'proxy': " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException when others than this machine could come in unasked, or listen in */
    public void requireGuarded(Accounts accounts) {
        if (loopback) {
            return;
        }
        if (!secure) {
            throw new IllegalArgumentException("the board would listen beyond this machine without encryption; set"
                    + " 'tls-certificate' and 'tls-key', or name the proxy that encrypts in 'proxy', or set 'bind-address' to"
                    + " 127.0.0.1");
        }
        if (!accounts.keysMade()) {
            throw new IllegalArgumentException(
                    "the board would listen beyond this machine and nobody could sign in; make the"
                            + " first administrator with AccountsMain, see docs/deployment.md");
        }
    }

    /** The address a request comes from: of who asked the proxy, where it was one. */
    String from(Context ctx) {
        String from = ctx.req().getRemoteAddr();
        if (!isProxy(from)) {
            return from;
        }
        // Each proxy adds at the end whom it heard, maybe as a line; what stands before may be made up.
        String forwarded = String.join(",", Collections.list(ctx.req().getHeaders("X-Forwarded-For")));
        List<String> path = new ArrayList<>(List.of(forwarded.split(",")));
        Collections.reverse(path);
        return path.stream()
                .map(String::strip)
                .filter(hop -> !hop.isEmpty() && !isProxy(hop))
                .findFirst()
                .orElse(from);
    }

    /**
     * The network address that limits of one address count by, or null where they do not count: for a proxy, which asks for
     * everybody, and where only this machine can reach the board. Who has one IPv6 address has the 64 bits behind it too.
     */
    String counted(String address) {
        return isProxy(address) || loopback && proxies.isEmpty() ? null : Address.network(address);
    }

    /** Whether a request came past the proxy that encrypts, so that who listens has read it. */
    boolean isInClear(Context ctx) {
        String from = ctx.req().getRemoteAddr();
        return !proxies.isEmpty() && !ctx.req().isSecure() && !isProxy(from) && !Address.isLoopback(from);
    }

    private boolean isProxy(String address) {
        return proxies.stream().anyMatch(range -> range.contains(address));
    }

    /** Whether a request means this board: a page of elsewhere whose name leads here does not. */
    boolean isMeant(Context ctx) {
        String host = ctx.header("Host");
        return host != null && (LOOPBACK.contains(Address.host(host)) || hosts.contains(Address.host(host)));
    }

    /** Whether a request was made on this machine, by itself and not for somebody else. */
    boolean isFromHere(Context ctx) {
        String host = ctx.header("Host");
        return loopback
                && Address.isLoopback(ctx.req().getRemoteAddr())
                && host != null
                && LOOPBACK.contains(Address.host(host))
                && FORWARDED.stream().allMatch(header -> ctx.header(header) == null);
    }

    /** Whether a page of elsewhere makes a browser send this; following a link to here is not that. */
    static boolean isFromElsewhere(Context ctx) {
        String site = ctx.header("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            return !isFollowedLink(ctx);
        }
        String origin = ctx.header("Origin");
        return origin != null && !isOwn(origin, ctx.header("Host"));
    }

    private static boolean isFollowedLink(Context ctx) {
        return changesNothing(ctx)
                && "navigate".equals(ctx.header("Sec-Fetch-Mode"))
                && "document".equals(ctx.header("Sec-Fetch-Dest"));
    }

    private static boolean isOwn(String origin, String host) {
        int scheme = origin.indexOf("://");
        return scheme > 0 && origin.substring(scheme + 3).equalsIgnoreCase(host);
    }

    static boolean changesNothing(Context ctx) {
        return READS.contains(ctx.req().getMethod());
    }
}
