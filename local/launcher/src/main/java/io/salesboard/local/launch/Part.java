package io.salesboard.local.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How one process of the stack is started and how one sees that it works.
 *
 * @param name its name, also that of its log
 * @param address where it listens, as printed
 * @param command program and arguments
 * @param environment what is added to the environment
 * @param log its log
 * @param output where what it prints goes
 * @param ready asked until it says that the part works
 * @param stopLimit how long a stop may take before it is killed
 */
record Part(
        String name,
        String address,
        List<String> command,
        Map<String, String> environment,
        Path log,
        Path output,
        Poll.Check ready,
        Duration stopLimit) {}
