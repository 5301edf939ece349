package io.salesboard.capture;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a database read again: the connector is stopped, its position and its slot are dropped, the readers of the row topic
 * are told, the connector goes on with a new snapshot. Each step may be done twice, so after a failure all begin again.
 */
final class Rereading {
    private static final Logger LOG = LoggerFactory.getLogger(Rereading.class);

    private final Source source;
    private final JsonNode wanted;
    private final Connect connect;
    private final SourceDatabase database;
    private final Notebook notebook;

    Rereading(Source source, JsonNode wanted, Connect connect, SourceDatabase database, Notebook notebook) {
        this.source = source;
        this.wanted = wanted;
        this.connect = connect;
        this.database = database;
        this.notebook = notebook;
    }

    void carryOut(Action.Reread reread) throws IOException, SQLException, InterruptedException {
        String name = source.connector();
        LOG.warn("reading {} again: {}", source.name(), reread.record().getReason());
        if (reread.create()) {
            connect.create(name, wanted);
        } else if (reread.resume()) {
            connect.stop(name);
        } else {
            connect.keepHalted(name);
        }
        Connect.Connector stopped = connect.awaitStopped(name);
        if (!wanted.equals(stopped.config())) {
            connect.configure(name, wanted);
        }
        connect.deleteOffsets(name);
        database.dropSlot();
        notebook.announce(source.topic(), reread.record());
        // One that somebody let go on meanwhile may have begun its snapshot before that was announced.
        connect.checkStopped(name);
        if (reread.resume()) {
            connect.resume(name);
        }
        notebook.answered(source.name());
        LOG.warn("{} was told to take a new snapshot", name);
    }
}
