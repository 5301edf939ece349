package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Resident memory of a running stack: of its parts with all their children, and of PostgreSQL with all its backends.
 *
 * <p>On Linux memory that processes share is divided among them (PSS); elsewhere it counts in each (RSS).
 */
final class Memory {
    private static final String PSS = "Pss:";
    private static final String PEAK = "VmHWM:";

    private Memory() {}

    /** Part to kilobytes. */
    static Map<String, Long> of(Stack stack) throws SQLException, IOException {
        Map<String, Long> kilobytes = new LinkedHashMap<>();
        Set<Long> counted = new LinkedHashSet<>();
        Optional<ProcessHandle> postmaster = postmaster(stack);
        if (postmaster.isPresent()) {
            kilobytes.put("postgres server", sum(postmaster.get(), counted));
        }
        for (Stack.Part part : stack.parts()) {
            Optional<ProcessHandle> process = ProcessHandle.of(part.pid());
            if (process.isPresent()) {
                kilobytes.merge(part.name(), sum(process.get(), counted), Long::sum);
            }
        }
        return kilobytes;
    }

    /** The most a process ever had resident, kilobytes; 0 where that is not known. */
    static long peak(long pid) throws IOException {
        Path status = Path.of("/proc", String.valueOf(pid), "status");
        return Files.exists(status) ? sum(status, PEAK) : 0;
    }

    /**
     * The server is not a child of the part that started it; each session's process is a child of the server.
     *
     * @return empty where it is not on this machine, or the stack has no databases
     */
    static Optional<ProcessHandle> postmaster(Stack stack) throws SQLException {
        if (stack.pos() == null) {
            return Optional.empty();
        }
        try (Connection connection = stack.pos().open();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent);
        }
    }

    private static long sum(ProcessHandle process, Set<Long> counted) throws IOException {
        long sum = 0;
        for (ProcessHandle each :
                Stream.concat(Stream.of(process), process.descendants()).toList()) {
            if (counted.add(each.pid())) {
                sum += of(each.pid());
            }
        }
        return sum;
    }

    private static long of(long pid) throws IOException {
        Path rollup = Path.of("/proc", String.valueOf(pid), "smaps_rollup");
        if (!Files.isDirectory(Path.of("/proc/self"))) {
            return rss(pid);
        }
        try {
            return sum(rollup, PSS);
        } catch (NoSuchFileException e) {
            return 0; // ended since it was listed
        }
    }

    private static long sum(Path file, String what) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(what))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        }
    }

    private static long rss(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", String.valueOf(pid)).start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(ps.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            return line == null ? 0 : Long.parseLong(line.strip());
        }
    }
}
