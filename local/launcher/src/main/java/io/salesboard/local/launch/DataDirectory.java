package io.salesboard.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory a stack lives in: recognised by a file of its own, so that nothing else is ever deleted. */
final class DataDirectory {
    /** Says what the directory holds; written by its first start. */
    static final String MARK = "salesboard.properties";

    /**
     * What a name may not hold: PostgreSQL's programs hand it to a shell in quotes, a comma parts Kafka's directories, a
     * semicolon the registry's settings of its database, and a percent sign means something in names of logs.
     */
    private static final Pattern UNUSABLE = Pattern.compile("[\"$`\\\\,;%\\p{Cntrl}]");

    private DataDirectory() {}

    /** Makes it where it is missing. @throws LaunchException when something else lives there */
    static void prepare(Path directory) throws LaunchException {
        Matcher unusable = UNUSABLE.matcher(directory.toString());
        if (unusable.find()) {
            throw new LaunchException(directory
                    + " cannot be a data directory: PostgreSQL, Kafka, the registry or the logs"
                    + " cannot have " + Character.getName(unusable.group().codePointAt(0)) + " in a path; name another"
                    + " with --data-dir");
        }
        try {
            Files.createDirectories(directory);
            Path mark = directory.resolve(MARK);
            if (Files.exists(mark)) {
                return;
            }
            try (Stream<Path> files = Files.list(directory)) {
                if (files.findAny().isPresent()) {
                    throw new LaunchException(directory + " holds other files and no " + MARK
                            + "; name an empty or a new directory with --data-dir");
                }
            }
            Files.createFile(mark);
        } catch (IOException e) {
            throw new LaunchException("cannot use " + directory + " as data directory: " + e, e);
        }
    }

    /** Deletes what it holds, except its mark and its lock. */
    static void clear(Path directory) throws LaunchException {
        delete(directory, List.of(directory, directory.resolve(MARK), directory.resolve("lock")));
        try {
            Files.writeString(directory.resolve(MARK), "");
        } catch (IOException e) {
            throw new LaunchException("cannot empty " + directory + ": " + e, e);
        }
    }

    /** Deletes it, where it is there. */
    static void delete(Path directory) throws LaunchException {
        if (Files.exists(directory)) {
            delete(directory, List.of());
        }
    }

    private static void delete(Path directory, List<Path> kept) throws LaunchException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!kept.contains(file)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new LaunchException("cannot empty " + directory + ": " + e, e);
        }
    }
}
