package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Processor time of a running stack: of its parts with all their children, and of PostgreSQL with all its backends. */
final class Effort {
    private Effort() {}

    /** Part to processor time since its processes started; what ended meanwhile is not in it. */
    static Map<String, Duration> of(Stack stack) throws SQLException {
        Map<String, Duration> effort = new LinkedHashMap<>();
        Optional<ProcessHandle> postmaster = Memory.postmaster(stack);
        postmaster.ifPresent(server -> effort.put("postgres server", sum(server)));
        for (Stack.Part part : stack.parts()) {
            ProcessHandle.of(part.pid()).ifPresent(process -> effort.merge(part.name(), sum(process), Duration::plus));
        }
        return effort;
    }

    /** What each part took between two looks. */
    static Map<String, Duration> between(Map<String, Duration> before, Map<String, Duration> after) {
        Map<String, Duration> taken = new LinkedHashMap<>();
        after.forEach((part, effort) -> {
            Duration more = effort.minus(before.getOrDefault(part, Duration.ZERO));
            taken.put(part, more.isNegative() ? Duration.ZERO : more);
        });
        return taken;
    }

    private static Duration sum(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
