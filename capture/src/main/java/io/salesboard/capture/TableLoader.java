package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has tables loaded beside the changes: the connector is stopped, the load is written into its position, it is given the tables
 * and columns, and goes on. So the order stands where the progress stands, and neither can be lost without the other. Each step
 * may be done twice, so after a failure all begin again.
 */
final class TableLoader {
    private static final Logger LOG = LoggerFactory.getLogger(TableLoader.class);

    private final Source source;
    private final JsonNode wanted;
    private final Connect connect;

    TableLoader(Source source, JsonNode wanted, Connect connect) {
        this.source = source;
        this.wanted = wanted;
        this.connect = connect;
    }

    void carryOut(Action.Load load) throws IOException, InterruptedException {
        String name = source.connector();
        LOG.info("loading {} of {} beside the changes", load.tables(), source.name());
        connect.stop(name);
        Connect.Connector stopped = connect.awaitStopped(name);
        connect.load(name, load.id(), load.tables());
        if (!wanted.equals(stopped.config())) {
            connect.configure(name, wanted);
        }
        connect.resume(name);
    }
}
