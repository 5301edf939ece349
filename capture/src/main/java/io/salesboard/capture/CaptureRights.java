package io.salesboard.capture;

import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** What the owner of a source database has still to allow, as statements; a release that reads more needs more. */
public final class CaptureRights {
    private CaptureRights() {}

    /** Asks with the capture account's own eyes; nothing is changed. */
    public static List<String> missing(Source source) throws SQLException {
        Captured captured = Captured.of(source.name());
        try (SourceDatabase database = new SourceDatabase(source, Clock.systemUTC())) {
            return TableCheck.check(source, captured, database.tables(captured)).statements();
        }
    }
}
