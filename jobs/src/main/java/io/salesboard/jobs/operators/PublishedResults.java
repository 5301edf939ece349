package io.salesboard.jobs.operators;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** What stands in the results topic already; {@link RepublishCells} asks it after a restart. */
public interface PublishedResults extends Serializable {

    /** Where the topic ends now. */
    long end() throws IOException;

    /** Shows what was published from a position of the topic on, in order. */
    void since(long position, Consumer<SpecificRecord> each) throws IOException;

    /** Lets go of connections; another call opens them again. */
    void close();
}
