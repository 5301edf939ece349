package io.salesboard.datasets;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A real data set, mapped onto the canonical tables: reference rows, and what happened in business order.
 *
 * <p>Events are kept in a file, so that a set may be larger than memory; to be closed when all is played.
 *
 * @param name for people
 * @param currency the base currency
 * @param zone the business's time zone
 * @param database where all of its events happen
 * @param posReference rows that stand before the first event, in the point-of-sale database
 * @param crmReference rows that stand before the first event, in the CRM database
 * @param starts business time that a replay shows first; what happened before is there already
 * @param events by time, at least one
 */
public record DataSet(
        String name,
        Currency currency,
        ZoneId zone,
        Database database,
        List<Change> posReference,
        List<Change> crmReference,
        Instant starts,
        EventFile events)
        implements Closeable {

    /** The two captured databases. */
    public enum Database {
        POS,
        CRM
    }

    /** Reads the files of a folder, and adds what happened to {@code events}. */
    private interface Loader {
        DataSet load(CsvFolder folder, EventFile events) throws IOException;
    }

    private record Kind(String name, List<String> files, Loader loader) {
        List<String> missingIn(Path folder) {
            return files.stream()
                    .filter(file -> !Files.isRegularFile(folder.resolve(file)))
                    .toList();
        }
    }

    private static final List<Kind> KINDS = List.of(
            new Kind("CRM Sales Opportunities", CrmOpportunities.FILES, CrmOpportunities::load),
            new Kind("AdventureWorks FY2018", AdventureWorks.FILES, AdventureWorks::load),
            new Kind("Online Retail", OnlineRetail.FILES, OnlineRetail::load));

    /**
     * Reads the data set in {@code folder}, recognised by its files.
     *
     * @param scratch a directory for its events, as large as the set itself
     * @param progress told how far it is
     * @throws IllegalArgumentException naming what is missing, or the file, line and column that cannot be read
     */
    public static DataSet recognise(Path folder, Path scratch, Progress progress) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "'" + folder + "' is not a folder; give the folder of a data set (" + known() + ")");
        }
        List<Kind> byFit = new ArrayList<>(KINDS);
        byFit.sort(Comparator.comparingInt(kind -> kind.missingIn(folder).size()));
        for (Kind kind : byFit) {
            List<String> missing = kind.missingIn(folder);
            if (missing.isEmpty()) {
                return load(kind, new CsvFolder(folder, progress), scratch);
            }
            if (missing.size() < kind.files.size()) {
                throw new IllegalArgumentException("'" + folder + "' looks like " + kind.name + ", but "
                        + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing");
            }
        }
        throw new IllegalArgumentException("'" + folder + "' holds no known data set; known are " + known());
    }

    private static DataSet load(Kind kind, CsvFolder folder, Path scratch) throws IOException {
        EventFile events = new EventFile(scratch);
        try {
            return kind.loader.load(folder, events);
        } catch (IOException | RuntimeException | Error e) {
            events.close();
            throw e;
        }
    }

    private static String known() {
        return KINDS.stream()
                .map(kind -> kind.name + ": " + String.join(", ", kind.files))
                .collect(Collectors.joining("; "));
    }

    /** Business time of the last event. */
    public Instant ends() {
        return events.at(events.size() - 1);
    }

    /** How many events there are. */
    public int size() {
        return events.size();
    }

    @Override
    public void close() throws IOException {
        events.close();
    }
}
