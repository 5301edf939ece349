package io.salesboard.local.launch;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Properties;

/**
 * What a data directory holds, so that the next start goes on with it.
 *
 * @param data folder of the data set; null for the demo company
 * @param seed of the demo company
 * @param replay how many business seconds pass in a second; 1 unless replayed
 * @param reached business time when it was last seen running; null before that
 * @param zone business time zone its figures are computed for; null: the company's own
 */
record Installation(Path data, long seed, double replay, Instant reached, ZoneId zone) {

    /** Reads what the first start wrote; null when there was none. */
    static Installation read(Path directory) throws LaunchException {
        Path file = directory.resolve(DataDirectory.MARK);
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            if (properties.isEmpty()) {
                return null;
            }
            String data = properties.getProperty("data");
            String reached = properties.getProperty("reached");
            String zone = properties.getProperty("zone");
            return new Installation(
                    data == null ? null : Path.of(data),
                    Long.parseLong(properties.getProperty("seed", "")),
                    Double.parseDouble(properties.getProperty("replay", "")),
                    reached == null ? null : Instant.parse(reached),
                    zone == null ? null : ZoneId.of(zone));
        } catch (IOException | RuntimeException e) {
            throw new LaunchException(
                    "cannot read " + file + " (" + e.getMessage() + "); start over with --fresh, or name another"
                            + " directory with --data-dir",
                    e);
        }
    }

    void write(Path directory) throws IOException {
        Properties properties = new Properties();
        if (data != null) {
            properties.setProperty("data", data.toString());
        }
        properties.setProperty("seed", Long.toString(seed));
        properties.setProperty("replay", Double.toString(replay));
        if (reached != null) {
            properties.setProperty("reached", reached.toString());
        }
        if (zone != null) {
            properties.setProperty("zone", zone.getId());
        }
        Path file = directory.resolve(DataDirectory.MARK);
        Path next = directory.resolve(DataDirectory.MARK + ".next");
        try (Writer out = Files.newBufferedWriter(next)) {
            properties.store(out, "what this Salesboard data directory holds");
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    Installation reaching(Instant now) {
        return new Installation(data, seed, replay, now, zone);
    }

    Installation in(ZoneId other) {
        return new Installation(data, seed, replay, reached, other);
    }

    /** For people. */
    String describe() {
        return (data == null ? "the demo company of seed " + seed : "the data set of " + data)
                + (replay == 1 ? "" : ", replayed " + replay + " times faster");
    }
}
