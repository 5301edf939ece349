package io.salesboard.figures.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Told the same as a {@code HashMap}, it says the same; and every map it ever was goes on saying what it said. */
class PersistentMapTest {
    /** Many keys have one hash, and many more begin with the same bits. */
    private record Key(int number) {
        @Override
        public int hashCode() {
            return number % 7 == 0 ? 42 : number << 20;
        }
    }

    private record Moment(PersistentMap<Key, Integer> map, Map<Key, Integer> expected) {}

    private final Random random = new Random(20_261_123);

    private static Map<Key, Integer> content(PersistentMap<Key, Integer> map) {
        Map<Key, Integer> content = new HashMap<>();
        map.forEach((key, value) -> assertThat(content.put(key, value)).isNull());
        return content;
    }

    /** @param changes how many share an owner, 0 for none */
    private void says(int changes) {
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        Map<Key, Integer> expected = new HashMap<>();
        List<Moment> moments = new ArrayList<>();
        Object owner = null;
        for (int i = 0; i < 20_000; i++) {
            if (changes > 0 && i % changes == 0) {
                moments.add(new Moment(map, Map.copyOf(expected)));
                owner = new Object();
            }
            Key key = new Key(random.nextInt(600));
            if (random.nextInt(100) < (i / 2_000 % 2 == 0 ? 70 : 20)) {
                map = map.with(key, i, owner);
                expected.put(key, i);
            } else {
                map = map.without(key, owner);
                expected.remove(key);
            }
            assertThat(map.get(key)).isEqualTo(expected.get(key));
            assertThat(map.size()).isEqualTo(expected.size());
            if (changes == 0 && i % 100 == 0) {
                moments.add(new Moment(map, Map.copyOf(expected)));
            }
        }
        moments.add(new Moment(map, expected));
        for (Moment moment : moments) {
            assertThat(content(moment.map())).isEqualTo(moment.expected());
        }
    }

    @Test
    void saysWhatAHashMapSays() {
        says(0);
    }

    @Test
    void saysWhatAHashMapSaysWhereManyChangesShareAnOwner() {
        says(1);
        says(37);
        says(2_500);
    }

    @Test
    void namesWhatAnotherOneDoesNotHaveJustSo() {
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        List<PersistentMap<Key, Integer>> moments = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            Key key = new Key(random.nextInt(600));
            map = random.nextInt(3) == 0 ? map.without(key, null) : map.with(key, i, null);
            moments.add(map);
        }
        for (int i = 0; i < 50; i++) {
            PersistentMap<Key, Integer> some = moments.get(random.nextInt(moments.size()));
            PersistentMap<Key, Integer> others = moments.get(random.nextInt(moments.size()));
            Map<Key, Integer> named = new HashMap<>();
            some.forEachNotIn(others, named::put);

            Map<Key, Integer> expected = content(some);
            expected.entrySet().removeIf(entry -> entry.getValue().equals(others.get(entry.getKey())));
            assertThat(named).isEqualTo(expected);
        }
    }

    @Test
    void takingEverythingOutLeavesNothing() {
        PersistentMap<Key, Integer> map = PersistentMap.empty();
        for (int i = 0; i < 500; i++) {
            map = map.with(new Key(i), i, null);
        }
        for (int i = 0; i < 500; i++) {
            map = map.without(new Key(i), null);
        }
        assertThat(map.size()).isZero();
        assertThat(content(map)).isEmpty();
    }
}
