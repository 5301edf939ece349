package io.salesboard.board.door;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.stream.Collectors;

/** All addresses of the board, behind its door; there is no other way to serve one. */
public final class Routes {
    private final List<Route> all;

    public Routes(List<Route> all) {
        this.all = List.copyOf(all);
    }

    public List<Route> all() {
        return all;
    }

    /** Tells the server of them. */
    public void serve(RoutesConfig server, Door door) {
        server.before(ctx -> door.admit(ctx, this::isOpen));
        all.forEach(route -> server.addHttpHandler(route.method(), route.path(), door.before(route)));
    }

    private boolean isOpen(Context ctx) {
        return all.stream()
                .anyMatch(route -> route.open()
                        && route.path().equals(ctx.path())
                        && (route.method() == ctx.method()
                                || (route.method() == HandlerType.GET && ctx.method() == HandlerType.HEAD)));
    }

    /** The addresses a role may read, as an error message names them. */
    public String readableBy(Role role) {
        return all.stream()
                .filter(route ->
                        route.method() == HandlerType.GET && route.roles().contains(role) && !route.open())
                .map(Route::path)
                .filter(path -> !path.startsWith("/assets/") && !path.equals("/"))
                .collect(Collectors.joining(", "));
    }
}
