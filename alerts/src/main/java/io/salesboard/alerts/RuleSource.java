package io.salesboard.alerts;

import io.salesboard.figures.store.Org;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The rules as they stand now, those of a file and those of the table {@code alert_rule} together: the file is read again when it
 * changes, the rows come with the figures. Nothing has to be started anew.
 */
public final class RuleSource {
    private final Path file;
    private Rules written = Rules.NONE;
    private Stamp read;
    private Stamp seen;
    private SortedMap<String, Map<String, String>> rows = Collections.emptySortedMap();
    private Rules rules = Rules.NONE;

    /** What tells that a file was written since. */
    private record Stamp(FileTime modified, long size) {
        static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);
    }

    /** @param file rules in YAML, or null where there is none */
    public RuleSource(Path file) {
        this.file = file;
    }

    /**
     * The rules now; the same object while nothing changed. Of two with one id that of the file counts, and the row is refused.
     *
     * @param org holds the rows of the table
     */
    public Rules rules(Org org) {
        boolean changed = readFile();
        if (changed || org.alertRules() != rows) {
            rows = org.alertRules();
            rules = RuleRows.add(written, rows);
        }
        return rules;
    }

    /**
     * Whether there was something new to read. A file that has just changed may be half written: it is read once it stays the same
     * from one look to the next. One that says nothing as a whole changes no rule: the last ones stay in force, and that is said.
     */
    private boolean readFile() {
        if (file == null) {
            return false;
        }
        Stamp stamp = stamp();
        boolean settled = read == null || stamp.equals(seen);
        seen = stamp;
        if (stamp.equals(read) || !settled) {
            return false;
        }
        try {
            written = RuleFile.read(file);
        } catch (RuleFile.UnreadableException e) {
            written = new Rules(written.accepted(), List.of(e.refusal()));
        }
        read = stamp;
        return true;
    }

    private Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return Stamp.MISSING; // reading it says why
        }
    }
}
