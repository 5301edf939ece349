package io.salesboard.core.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.javaprop.JavaPropsMapper;
import com.fasterxml.jackson.dataformat.javaprop.JavaPropsSchema;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * Reads one process's settings from a properties file into a record.
 *
 * <p>Keys are the record's components in kebab case ({@code bind-address}). A component that is absent arrives as null or
 * 0; the record's constructor puts the default there and checks the value. An unknown key is refused with the nearest
 * valid one.
 */
public final class Settings {
    private static final JavaPropsMapper MAPPER = JavaPropsMapper.builder()
            .addModule(new JavaTimeModule())
            // Jackson's own takes a path with a colon for a URI.
            .addModule(new SimpleModule().addDeserializer(Path.class, new PathDeserializer()))
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final class PathDeserializer extends FromStringDeserializer<Path> {
        private static final long serialVersionUID = 1L;

        PathDeserializer() {
            super(Path.class);
        }

        @Override
        protected Path _deserialize(String text, DeserializationContext context) {
            return Path.of(text);
        }
    }

    private Settings() {}

    /** @throws IllegalArgumentException naming the file, the key, the value and what would be valid */
    public static <T extends Record> T read(Path file, Class<T> type) {
        try {
            return parse(Files.readString(file), type);
        } catch (IOException e) {
            throw new IllegalArgumentException("cannot read the settings file " + file + ": " + e, e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** Reads settings from the text of a properties file. */
    public static <T extends Record> T parse(String properties, Class<T> type) {
        try {
            return MAPPER.reader(JavaPropsSchema.emptySchema().withoutPathSeparator())
                    .forType(type)
                    .readValue(properties.isBlank() ? "\n" : properties);
        } catch (UnrecognizedPropertyException e) {
            throw new IllegalArgumentException(unknown(e), e);
        } catch (JsonMappingException e) {
            String key = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason =
                    cause instanceof JsonProcessingException json ? json.getOriginalMessage() : cause.getMessage();
            throw new IllegalArgumentException((key.isEmpty() ? "" : setting(key, properties) + ": ") + reason, e);
        } catch (IOException e) {
            throw new IllegalArgumentException("settings are not a properties file: " + e.getMessage(), e);
        }
    }

    private static String setting(String key, String properties) {
        Properties raw = new Properties();
        try {
            raw.load(new StringReader(properties));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "setting '" + key + "' = '" + raw.getProperty(key) + "'";
    }

    private static String unknown(UnrecognizedPropertyException e) {
        String given = e.getPropertyName();
        String nearest = e.getKnownPropertyIds().stream()
                .map(String::valueOf)
                .min(Comparator.comparingInt(
                        name -> LevenshteinDistance.getDefaultInstance().apply(given, name)))
                .orElse("");
        return "unknown setting '" + given + "'; did you mean '" + nearest + "'?";
    }
}
