package io.salesboard.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;

/** The schema files as they stand in the repository. */
final class AvscFiles {
    static final Path CURRENT = Path.of("src/main/avro");
    static final Path RELEASED = Path.of("src/test/resources/released");

    private AvscFiles() {}

    /** The files under a folder, relative to it. */
    static List<Path> in(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(folder::relativize)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file's schema; what it names may stand in the files beside it. */
    static Schema parse(Path file) {
        try {
            SchemaParser parser = new SchemaParser();
            for (Path beside : in(file.getParent())) {
                if (!beside.equals(file.getFileName())) {
                    parser.parse(file.resolveSibling(beside));
                }
            }
            SchemaParser.ParseResult parsed = parser.parse(file);
            parser.getParsedNamedSchemas(); // resolves what was named before it was read
            return parsed.mainSchema();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
