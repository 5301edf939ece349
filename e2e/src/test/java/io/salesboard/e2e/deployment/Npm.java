package io.salesboard.e2e.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Installs the pinned npm packages of a folder of the test resources somewhere else. */
final class Npm {
    private static final Duration AT_MOST = Duration.ofMinutes(5);

    private Npm() {}

    /** Copies package.json and its lock from {@code src/test/resources/<name>} to a folder and installs exactly these. */
    static void install(String name, Path folder) throws IOException, InterruptedException {
        Tools.require("npm", "apt-get install npm");
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(Repository.path("e2e/src/test/resources/" + name).resolve(file), folder.resolve(file));
        }
        Tools.run(folder, AT_MOST, List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"))
                .succeeded();
    }
}
