package io.salesboard.stack;

import java.nio.file.Path;

/** The checkout that commands run from, and the data directory they mean. */
public final class Home {
    /** Set by the script to the root of the repository. */
    private static final String PROPERTY = "salesboard.home";

    private static final String DATA_DIRECTORY = "data";

    private Home() {}

    /** The root of the repository. */
    public static Path path() {
        return Path.of(System.getProperty(PROPERTY, "")).toAbsolutePath().normalize();
    }

    /** The data directory that commands mean when {@code given} is null or not. */
    public static Path dataDirectory(Path given) {
        Path data = given == null ? path().resolve(DATA_DIRECTORY) : given;
        return data.toAbsolutePath().normalize();
    }
}
