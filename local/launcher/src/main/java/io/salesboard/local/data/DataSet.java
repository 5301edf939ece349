package io.salesboard.local.data;

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
 * @param name for people
 * @param currency the base currency
 * @param zone the business's time zone
 * @param database where all of its events happen
 * @param posReference rows that stand before the first event, in the point-of-sale database
 * @param crmReference rows that stand before the first event, in the CRM database
 * @param starts business time that a replay shows first; what happened before is there already
 * @param events by time
 */
public record DataSet(
        String name,
        Currency currency,
        ZoneId zone,
        Database database,
        List<Change> posReference,
        List<Change> crmReference,
        Instant starts,
        List<Event> events) {

    /** The two captured databases. */
    public enum Database {
        POS,
        CRM
    }

    /** Reads the files of a folder. */
    private interface Loader {
        DataSet load(Path folder) throws IOException;
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

    public DataSet {
        events = events.stream().sorted(Comparator.comparing(Event::at)).toList();
    }

    /**
     * Reads the data set in {@code folder}, recognised by its files.
     *
     * @throws IllegalArgumentException naming what is missing, or the row that cannot be read
     */
    public static DataSet recognise(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(
                    "'" + folder + "' is not a folder; give the folder of a data set (" + known() + ")");
        }
        List<Kind> byFit = new ArrayList<>(KINDS);
        byFit.sort(Comparator.comparingInt(kind -> kind.missingIn(folder).size()));
        for (Kind kind : byFit) {
            List<String> missing = kind.missingIn(folder);
            if (missing.isEmpty()) {
                return kind.loader.load(folder);
            }
            if (missing.size() < kind.files.size()) {
                throw new IllegalArgumentException("'" + folder + "' looks like " + kind.name + ", but "
                        + String.join(", ", missing) + (missing.size() == 1 ? " is" : " are") + " missing");
            }
        }
        throw new IllegalArgumentException("'" + folder + "' holds no known data set; known are " + known());
    }

    /** Business time of the first of some events. */
    static Instant first(List<Event> events) {
        return events.stream().map(Event::at).min(Comparator.naturalOrder()).orElseThrow();
    }

    private static String known() {
        return KINDS.stream()
                .map(kind -> kind.name + ": " + String.join(", ", kind.files))
                .collect(Collectors.joining("; "));
    }

    /** Business time of the last event. */
    public Instant ends() {
        return events.get(events.size() - 1).at();
    }
}
