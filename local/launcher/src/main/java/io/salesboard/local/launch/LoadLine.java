package io.salesboard.local.launch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far the job is with what it is behind with, as the board says, in one line. */
final class LoadLine {
    private LoadLine() {}

    /**
     * Such as {@code pos 1,250,000 of 5,000,000 rows, 12,000 rows/s, about 5 min left}; empty while the job is not behind.
     *
     * @param health the board's answer
     */
    static String of(JsonNode health) {
        List<String> sources = new ArrayList<>();
        for (JsonNode progress : health.path("progress")) {
            sources.add(source(progress));
        }
        return String.join("; ", sources);
    }

    private static String source(JsonNode progress) {
        StringBuilder line =
                new StringBuilder(progress.path("source").asText()).append(' ').append(number(progress.path("rows")));
        if (progress.hasNonNull("total")) {
            line.append(" of ").append(number(progress.path("total")));
        }
        line.append(" rows");
        if (progress.hasNonNull("rowsPerSecond")) {
            line.append(", ").append(number(progress.path("rowsPerSecond"))).append(" rows/s");
        }
        if (progress.path("secondsLeft").asLong() > 0) {
            line.append(", about ")
                    .append(roughly(progress.path("secondsLeft").asLong()))
                    .append(" left");
        }
        return line.toString();
    }

    private static String number(JsonNode value) {
        return String.format(Locale.ROOT, "%,d", value.asLong());
    }

    private static String roughly(long seconds) {
        if (seconds < Duration.ofMinutes(2).toSeconds()) {
            return seconds + " s";
        }
        return seconds < Duration.ofHours(2).toSeconds()
                ? Math.round(seconds / 60.0) + " min"
                : Math.round(seconds / 3600.0) + " h";
    }
}
