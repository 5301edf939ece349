package io.salesboard.core.model;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads an enum constant from its lower-case key, with an error that names the valid keys. */
public final class Keys {
    private Keys() {}

    public static <E extends Enum<E>> E parse(Class<E> type, String key, Function<E, String> keyOf) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> keyOf.apply(constant).equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown "
                        + type.getSimpleName()
                                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                                .toLowerCase(java.util.Locale.ROOT)
                        + " '" + key + "'; use one of "
                        + Arrays.stream(type.getEnumConstants()).map(keyOf).collect(Collectors.joining(", "))));
    }
}
