package io.salesboard.board.door;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.Set;

/**
 * An address of the board: what answers it, and who may ask.
 *
 * @param roles who may; all of them for what is open
 * @param open whether strangers may, too
 * @param noted whether the audit log says who opened it
 */
public record Route(HandlerType method, String path, Set<Role> roles, boolean open, boolean noted, Handler handler) {

    public Route {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException(method + " " + path + " is open to nobody; name the roles that may");
        }
    }

    /** A route for roles. */
    public static Route get(String path, Set<Role> roles, Handler handler) {
        return new Route(HandlerType.GET, path, roles, false, true, handler);
    }

    /** A route for roles that changes something. */
    public static Route post(String path, Set<Role> roles, Handler handler) {
        return new Route(HandlerType.POST, path, roles, false, true, handler);
    }

    /** A route for roles that takes something away. */
    public static Route delete(String path, Set<Role> roles, Handler handler) {
        return new Route(HandlerType.DELETE, path, roles, false, true, handler);
    }

    /** The same, where nobody learns anything of the company. */
    public Route unnoted() {
        return new Route(method, path, roles, open, false, handler);
    }

    /** A route for everybody; there are few, and a test names them all. */
    public static Route open(HandlerType method, String path, Handler handler) {
        return new Route(method, path, Role.ALL, true, false, handler);
    }
}
