package io.salesboard.local.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where things are: the built modules, and the data directory of one stack.
 *
 * @param home root of the repository
 * @param data the data directory
 */
record Layout(Path home, Path data) {
    Path logs() {
        return data.resolve("logs");
    }

    Path run() {
        return data.resolve("run");
    }

    Path secrets() {
        return data.resolve("secrets");
    }

    /** Configurations that ship: {@code alertmanager}, {@code prometheus}. */
    Path dashboards(String of) {
        return home.resolve("dashboards").resolve(of);
    }

    /** The alert rules on sales that ship with the product. */
    Path alertRules() {
        return dashboards("alerts").resolve("sales.yml");
    }

    /** A part's own data. */
    Path of(String part) {
        return data.resolve(part);
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** What a part printed: empty unless it died before its log began. */
    Path output(String part) {
        return logs().resolve(part + ".out");
    }

    /** Build output of a module. */
    Path target(String module) {
        return home.resolve(module).resolve("target");
    }

    /** Class path of a module with all it needs. */
    String classPath(String module) throws LaunchException {
        Path file = target(module).resolve("class-path");
        try {
            return target(module).resolve("classes")
                    + System.getProperty("path.separator")
                    + Files.readString(file).strip();
        } catch (IOException e) {
            throw new LaunchException(
                    "the module " + module + " is not built (" + file + " is missing); run ./mvnw -DskipTests package",
                    e);
        }
    }
}
