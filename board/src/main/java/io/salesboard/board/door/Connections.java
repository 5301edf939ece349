package io.salesboard.board.door;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.SelectableChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.AbstractLifeCycle;

/**
 * How many connections one address has open; one more is closed at once, before anything is read from it, so that nobody takes those of
 * all others. What a proxy in front of the board has open is everybody's and is not counted.
 */
final class Connections extends AbstractLifeCycle implements Connection.Listener {
    private static final Logger LOG = LogManager.getLogger(Connections.class);

    private final Server server;
    private final Surroundings surroundings;
    private final Limits said;
    private final int most;
    private final Map<Connection, String> open = new IdentityHashMap<>();
    private final Map<String, Integer> count = new HashMap<>();

    /** @param said limits what is said of it in the log */
    Connections(Server server, Surroundings surroundings, Limits said, int most) {
        this.server = server;
        this.surroundings = surroundings;
        this.said = said;
        this.most = most;
    }

    @Override
    protected void doStart() {
        for (Connector connector : server.getConnectors()) {
            if (connector instanceof AbstractConnector network) {
                network.addBean(this, false);
            }
        }
    }

    @Override
    public void onOpened(Connection connection) {
        // What an encrypted connection carries is told of too; it is the same one.
        if (connection.getEndPoint() instanceof SelectableChannelEndPoint channel
                && channel.getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null) {
            String address = surroundings.counted(remote.getAddress().getHostAddress());
            if (address != null && !take(connection, address)) {
                channel.close();
                if (said.count("connections " + address, 1)) {
                    LOG.warn(
                            "{} has {} connections open; more of it are closed at once. The setting"
                                    + " 'max-connections-per-address' allows more",
                            address,
                            most);
                }
            }
        }
    }

    private synchronized boolean take(Connection connection, String address) {
        open.put(connection, address);
        return count.merge(address, 1, Integer::sum) <= most;
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        String address = open.remove(connection);
        if (address != null) {
            count.computeIfPresent(address, (same, left) -> left == 1 ? null : (Integer) (left - 1));
        }
    }
}
