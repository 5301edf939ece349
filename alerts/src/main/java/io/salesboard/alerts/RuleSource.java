package io.salesboard.alerts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The rules as they stand now, read again when the file that holds them changes: nothing has to be started anew. */
public final class RuleSource {
    private final Path file;
    private Rules rules = Rules.NONE;
    private Stamp read;

    /** What tells that a file was written since. */
    private record Stamp(FileTime modified, long size) {
        static final Stamp MISSING = new Stamp(FileTime.fromMillis(0), -1);
    }

    /** @param file rules in YAML, or null where there is none */
    public RuleSource(Path file) {
        this.file = file;
    }

    /** The rules now; the same object while nothing changed. */
    public Rules rules() {
        if (file == null) {
            return rules;
        }
        Stamp stamp = stamp();
        if (!stamp.equals(read)) {
            rules = RuleFile.read(file);
            read = stamp;
        }
        return rules;
    }

    private Stamp stamp() {
        try {
            return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return Stamp.MISSING; // reading it says why
        }
    }
}
