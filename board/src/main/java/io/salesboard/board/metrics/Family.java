package io.salesboard.board.metrics;

import io.salesboard.core.kpi.Catalogue;
import io.salesboard.core.kpi.KpiValue;
import io.salesboard.core.kpi.Unit;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A family of Prometheus series that the board exports, declared once: dashboards, rules and documentation are checked
 * against {@link #all()}.
 *
 * @param name as scraped, with the suffix its type asks for
 * @param type what may be done with it
 * @param labels in order
 * @param help what it says, with its unit
 */
public record Family(String name, Type type, List<String> labels, String help) {
    /** Types of families. */
    public enum Type {
        GAUGE(""),
        COUNTER("_total"),
        INFO("_info");

        private final String suffix;

        Type(String suffix) {
            this.suffix = suffix;
        }
    }

    static final Family SCOPE_INFO = new Family(
            "sales_scope_info",
            Type.INFO,
            List.of("scope", "id", "name", "team", "region"),
            "Names of the rows that figures are exported for; team and region of reps as of today.");
    static final Family DATA_AGE = new Family(
            "salesboard_data_age_seconds",
            Type.GAUGE,
            List.of("source"),
            "Seconds since the commit of the newest change that figures reflect, per source database.");
    static final Family SOURCE_ROWS = new Family(
            "salesboard_source_rows_total",
            Type.COUNTER,
            List.of("source"),
            "Row changes read from the source database since the job first started.");
    static final Family LAG = new Family(
            "salesboard_results_lag_records",
            Type.GAUGE,
            List.of(),
            "Records of the results topic that the board has not read yet.");
    static final Family LEFT_OUT = new Family(
            "salesboard_left_out_rows",
            Type.GAUGE,
            List.of("reason"),
            "Rows and objects that figures miss now because they could not be read, cannot be true or cannot be added up.");
    static final Family INCIDENTS = new Family(
            "salesboard_incidents",
            Type.GAUGE,
            List.of("id", "source", "severity"),
            "How many things of a kind between the databases and the board are not as they must be, now.");
    static final Family BEHIND = new Family(
            "salesboard_behind_records",
            Type.GAUGE,
            List.of("source"),
            "Records of the source that are committed and not in the figures yet, as far as is known.");
    static final Family LOAD_SPEED = new Family(
            "salesboard_load_rows_per_second",
            Type.GAUGE,
            List.of("source"),
            "Rows that the job reads of the source per second while it is behind; no series while it is not.");
    static final Family LOAD_TIME_LEFT = new Family(
            "salesboard_load_left_seconds",
            Type.GAUGE,
            List.of("source"),
            "Seconds until the job has read what it is behind with, as far as is known; no series while it is not behind.");
    static final Family CELLS =
            new Family("salesboard_cells", Type.GAUGE, List.of(), "Cells (a row in a window) the board holds.");
    static final Family FRAMES = new Family(
            "salesboard_frames_total", Type.COUNTER, List.of(), "Frames of results applied since the board started.");
    static final Family STREAM_CLIENTS =
            new Family("salesboard_stream_clients", Type.GAUGE, List.of(), "Screens connected to a stream now.");
    static final Family STREAM_FRAMES = new Family(
            "salesboard_stream_frames_total",
            Type.COUNTER,
            List.of(),
            "Snapshots and changes sent to screens since the board started.");

    private static final List<Family> PIPELINE = List.of(
            SCOPE_INFO,
            DATA_AGE,
            SOURCE_ROWS,
            LAG,
            LEFT_OUT,
            INCIDENTS,
            BEHIND,
            LOAD_SPEED,
            LOAD_TIME_LEFT,
            CELLS,
            FRAMES,
            STREAM_CLIENTS,
            STREAM_FRAMES);

    /** Every family, those of the Java virtual machine not counted. */
    public static List<Family> all() {
        return Stream.concat(kpis().stream().map(Family::of), PIPELINE.stream()).toList();
    }

    /** Every series name, those of the Java virtual machine not counted. */
    public static Set<String> names() {
        return all().stream().map(Family::name).collect(Collectors.toUnmodifiableSet());
    }

    /** The KPI values that are exported. */
    static List<KpiValue> kpis() {
        return Catalogue.kpis().stream()
                .flatMap(kpi -> kpi.values().stream())
                .filter(value -> value.metric() != null)
                .toList();
    }

    /** The family of a KPI value's gauges: money in units of the base currency, ratios as fractions. */
    static Family of(KpiValue value) {
        return new Family(
                value.metric(),
                Type.GAUGE,
                value.unit() == Unit.MONEY
                        ? List.of("scope", "id", "window", "currency")
                        : List.of("scope", "id", "window"),
                value.en() + " (" + value.key() + "): " + value.text());
    }

    /** The name without the suffix, as the client library wants it. */
    String base() {
        return name.substring(0, name.length() - type.suffix.length());
    }
}
