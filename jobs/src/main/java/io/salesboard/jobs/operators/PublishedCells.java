package io.salesboard.jobs.operators;

import io.salesboard.schemas.Cell;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What stands in the results topic already; {@link RepublishCells} asks it after a restart. */
public interface PublishedCells extends Serializable {

    /** Where the topic ends now. */
    long end() throws IOException;

    /** The cells published from a position of the topic on, in order. */
    List<Cell> since(long position) throws IOException;
}
