package io.salesboard.board.store;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The constants of an enum by their keys, for what is asked with every record. */
final class ByKey {
    private ByKey() {}

    static <E extends Enum<E>> Map<String, E> of(Class<E> type, Function<E, String> key) {
        return Arrays.stream(type.getEnumConstants()).collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }
}
