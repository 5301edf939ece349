package io.salesboard.figures.store;

import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * A map that never changes: a change gives another map that shares all but the few nodes on the way to the key.
 *
 * <p>A hash trie of 32 branches a node whose entries stand in the nodes themselves, so an entry costs about 24 bytes, less than
 * in {@code HashMap}. It is written here because the board holds millions of entries in hundreds of megabytes: libraries
 * keep several objects for each.
 *
 * <p>Many changes in a row are cheaper with an owner, any object: nodes that were made for it are changed in place. Who gives an owner
 * uses only the newest map of it, and gives another owner once that map is handed out.
 */
final class PersistentMap<K, V> {
    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    /** Below this depth all bits of the hash are used up: such nodes list entries of equal hashes. */
    private static final int HASH_END = 35;

    private static final PersistentMap<?, ?> EMPTY = new PersistentMap<>(new Node(null, 0, 0, new Object[0]), 0);

    private final Node root;
    private final int size;

    /** Keys and values by turns, those of the lowest hash first, then the nodes below in the same order. */
    private static final class Node {
        private final Object owner;
        private int entries;
        private int children;
        private Object[] slots;

        Node(Object owner, int entries, int children, Object[] slots) {
            this.owner = owner;
            this.entries = entries;
            this.children = children;
            this.slots = slots;
        }

        int entryAt(int bit) {
            return 2 * Integer.bitCount(entries & (bit - 1));
        }

        int childAt(int bit) {
            return 2 * Integer.bitCount(entries) + Integer.bitCount(children & (bit - 1));
        }

        Node with(Object by, int newEntries, int newChildren, Object[] newSlots) {
            if (owner == null || owner != by) {
                return new Node(by, newEntries, newChildren, newSlots);
            }
            entries = newEntries;
            children = newChildren;
            slots = newSlots;
            return this;
        }

        Node withSlot(Object by, int at, Object content) {
            Object[] changed = owner != null && owner == by ? slots : slots.clone();
            changed[at] = content;
            return with(by, entries, children, changed);
        }
    }

    private PersistentMap(Node root, int size) {
        this.root = root;
        this.size = size;
    }

    @SuppressWarnings("unchecked") // it holds nothing
    static <K, V> PersistentMap<K, V> empty() {
        return (PersistentMap<K, V>) EMPTY;
    }

    int size() {
        return size;
    }

    /** The value of a key, or null. */
    @SuppressWarnings("unchecked") // only with() puts values in
    V get(Object key) {
        int hash = hash(key);
        Node node = root;
        for (int shift = 0; shift < HASH_END; shift += BITS) {
            int bit = bit(hash, shift);
            if ((node.entries & bit) != 0) {
                int at = node.entryAt(bit);
                return node.slots[at].equals(key) ? (V) node.slots[at + 1] : null;
            }
            if ((node.children & bit) == 0) {
                return null;
            }
            node = (Node) node.slots[node.childAt(bit)];
        }
        int at = indexOf(node.slots, key);
        return at < 0 ? null : (V) node.slots[at + 1];
    }

    /** This map with another value, never null, for a key; {@code owner} may be null. */
    PersistentMap<K, V> with(K key, V value, Object owner) {
        int changedSize = get(key) == null ? size + 1 : size;
        Node changed = put(root, 0, hash(key), key, value, owner);
        return changed == root && changedSize == size ? this : new PersistentMap<>(changed, changedSize);
    }

    /** This map without a key; {@code owner} may be null. */
    PersistentMap<K, V> without(Object key, Object owner) {
        return get(key) == null ? this : new PersistentMap<>(remove(root, 0, hash(key), key, owner), size - 1);
    }

    /** Visits all entries, in no order. */
    void forEach(BiConsumer<? super K, ? super V> visitor) {
        visit(root, 0, visitor);
    }

    /** Visits the entries that another map does not have just so, in no order; what the two share is passed over. */
    void forEachNotIn(PersistentMap<K, V> other, BiConsumer<? super K, ? super V> visitor) {
        visitNotIn(root, other.root, 0, other, visitor);
    }

    /** @param counterpart the node of the other map at the same place, or null */
    @SuppressWarnings("unchecked") // only with() puts keys and values in
    private static <K, V> void visitNotIn(
            Node node,
            Node counterpart,
            int shift,
            PersistentMap<K, V> other,
            BiConsumer<? super K, ? super V> visitor) {
        if (node == counterpart) {
            return;
        }
        int end = shift < HASH_END ? 2 * Integer.bitCount(node.entries) : node.slots.length;
        for (int i = 0; i < end; i += 2) {
            if (other.get(node.slots[i]) != node.slots[i + 1]) {
                visitor.accept((K) node.slots[i], (V) node.slots[i + 1]);
            }
        }
        for (int bits = node.children; bits != 0; bits &= bits - 1) {
            int bit = Integer.lowestOneBit(bits);
            boolean both = counterpart != null && (counterpart.children & bit) != 0;
            visitNotIn(
                    (Node) node.slots[node.childAt(bit)],
                    both ? (Node) counterpart.slots[counterpart.childAt(bit)] : null,
                    shift + BITS,
                    other,
                    visitor);
        }
    }

    @SuppressWarnings("unchecked") // only with() puts keys and values in
    private static <K, V> void visit(Node node, int shift, BiConsumer<? super K, ? super V> visitor) {
        int end = shift < HASH_END ? 2 * Integer.bitCount(node.entries) : node.slots.length;
        for (int i = 0; i < end; i += 2) {
            visitor.accept((K) node.slots[i], (V) node.slots[i + 1]);
        }
        for (int i = end; i < node.slots.length; i++) {
            visit((Node) node.slots[i], shift + BITS, visitor);
        }
    }

    private static Node put(Node node, int shift, int hash, Object key, Object value, Object owner) {
        Object[] slots = node.slots;
        if (shift >= HASH_END) {
            int at = indexOf(slots, key);
            return at < 0
                    ? node.with(owner, 0, 0, inserted(slots, slots.length, key, value))
                    : node.withSlot(owner, at + 1, value);
        }
        int bit = bit(hash, shift);
        if ((node.entries & bit) != 0) {
            int at = node.entryAt(bit);
            if (slots[at].equals(key)) {
                return node.withSlot(owner, at + 1, value);
            }
            Node below = new Node(owner, 0, 0, new Object[0]);
            below = put(below, shift + BITS, hash(slots[at]), slots[at], slots[at + 1], owner);
            below = put(below, shift + BITS, hash, key, value, owner);
            return entryBecomesChild(node, bit, below, owner);
        }
        if ((node.children & bit) != 0) {
            int at = node.childAt(bit);
            Node child = (Node) slots[at];
            Node changed = put(child, shift + BITS, hash, key, value, owner);
            return changed == child ? node : node.withSlot(owner, at, changed);
        }
        return node.with(owner, node.entries | bit, node.children, inserted(slots, node.entryAt(bit), key, value));
    }

    private static Node entryBecomesChild(Node node, int bit, Node child, Object owner) {
        int from = node.entryAt(bit);
        int to = node.childAt(bit) - 2;
        Object[] slots = new Object[node.slots.length - 1];
        System.arraycopy(node.slots, 0, slots, 0, from);
        System.arraycopy(node.slots, from + 2, slots, from, to - from);
        slots[to] = child;
        System.arraycopy(node.slots, to + 2, slots, to + 1, slots.length - to - 1);
        return node.with(owner, node.entries ^ bit, node.children | bit, slots);
    }

    private static Node remove(Node node, int shift, int hash, Object key, Object owner) {
        if (shift >= HASH_END) {
            return node.with(owner, 0, 0, cut(node.slots, indexOf(node.slots, key), 2));
        }
        int bit = bit(hash, shift);
        if ((node.entries & bit) != 0) {
            return node.with(owner, node.entries ^ bit, node.children, cut(node.slots, node.entryAt(bit), 2));
        }
        int at = node.childAt(bit);
        Node child = (Node) node.slots[at];
        Node changed = remove(child, shift + BITS, hash, key, owner);
        if (changed.slots.length == 0) {
            return node.with(owner, node.entries, node.children ^ bit, cut(node.slots, at, 1));
        }
        return changed == child ? node : node.withSlot(owner, at, changed);
    }

    private static Object[] inserted(Object[] slots, int at, Object key, Object value) {
        Object[] more = new Object[slots.length + 2];
        System.arraycopy(slots, 0, more, 0, at);
        more[at] = key;
        more[at + 1] = value;
        System.arraycopy(slots, at, more, at + 2, slots.length - at);
        return more;
    }

    private static Object[] cut(Object[] slots, int at, int count) {
        Object[] fewer = Arrays.copyOf(slots, slots.length - count);
        System.arraycopy(slots, at + count, fewer, at, fewer.length - at);
        return fewer;
    }

    private static int indexOf(Object[] slots, Object key) {
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private static int hash(Object key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 16);
    }

    private static int bit(int hash, int shift) {
        return 1 << ((hash >>> shift) & MASK);
    }
}
