package io.salesboard.local.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a part's log as people read it: its last lines, without stack traces. */
final class LogEnd {
    private static final int LINES = 15;

    /** Enough for the longest trace before the last lines; a log is up to 20 MB. */
    private static final int BYTES = 256 << 10;

    private LogEnd() {}

    /** @return lines that each end with a line break; nothing when there is no such file */
    static String of(Path file) {
        if (!Files.exists(file)) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(BYTES, log.length())];
            log.seek(log.length() - end.length);
            log.readFully(end);
            List<String> lines = StackTraces.without(new String(end, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())) + "\n";
        } catch (IOException e) {
            return "(cannot read " + file + ": " + e + ")\n";
        }
    }
}
