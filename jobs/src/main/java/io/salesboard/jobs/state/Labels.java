package io.salesboard.jobs.state;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The labels of a scope: how many objects each has, and which have a row of the board. The largest have; a label takes the
 * place of another only when it has more than twice as many objects, so that rows do not come and go.
 */
public final class Labels {
    /** Labels with a row of their own, at most. */
    public static final int SHOWN = 200;

    /** Labels whose objects are counted apart, at most; what is beyond is among the others until all of that is gone. */
    public static final int TOLD_APART = 20_000;

    private static final Comparator<Map.Entry<String, Label>> LARGEST = Comparator.comparingLong(
                    (Map.Entry<String, Label> label) -> label.getValue().objects())
            .reversed()
            .thenComparing(Map.Entry.comparingByKey());

    private final Map<String, Label> labels;
    private final Set<String> changed = new HashSet<>();
    /** Labels whose row does not know yet whether it is shown. */
    private final Set<String> untold = new HashSet<>();

    private long shown;
    private long notToldApart;

    /** How many objects a label has, and whether it has a row of its own. */
    public record Label(long objects, boolean shown) {
        public static final TypeInformation<Label> TYPE = new HandWritten<>(Label.class, new Serializer());
    }

    /** What a label's row is to be told. */
    public record Visibility(String label, boolean shown) {}

    public Labels() {
        this(new HashMap<>(), 0);
    }

    /**
     * @param labels as they were saved
     * @param notToldApart objects of labels beyond those that are counted apart
     */
    public Labels(Map<String, Label> labels, long notToldApart) {
        this.labels = labels;
        this.notToldApart = notToldApart;
        shown = labels.values().stream().filter(Label::shown).count();
    }

    /** Objects of labels beyond those that are counted apart. */
    public long notToldApart() {
        return notToldApart;
    }

    /**
     * Counts objects that a label got or, as a negative number, lost.
     *
     * @return whether the label is told apart from others
     */
    public boolean count(String label, long objects) {
        Label known = labels.get(label);
        if (known == null) {
            if (notToldApart != 0 || labels.size() >= TOLD_APART) {
                notToldApart += objects;
                return false;
            }
            known = new Label(0, false);
            untold.add(label);
        }
        put(label, new Label(known.objects() + objects, known.shown()));
        return true;
    }

    /** Forgets labels without objects, and decides which of the rest have a row; returns those that are new or changed place. */
    public List<Visibility> choose() {
        for (String label : List.copyOf(changed)) {
            Label now = labels.get(label);
            if (now != null && now.objects() == 0) {
                labels.remove(label);
                shown -= now.shown() ? 1 : 0;
                untold.remove(label);
            }
        }
        if (shown < labels.size() && shown < SHOWN || mayChange()) {
            exchange();
        }
        List<Visibility> told = untold.stream()
                .map(label -> new Visibility(label, labels.get(label).shown()))
                .toList();
        untold.clear();
        return told;
    }

    /** Whether one without a row has more than twice as many objects as one with a row. */
    private boolean mayChange() {
        long largestHidden = -1;
        long smallestShown = Long.MAX_VALUE;
        if (shown == labels.size()) {
            return false;
        }
        for (Label label : labels.values()) {
            if (label.shown()) {
                smallestShown = Math.min(smallestShown, label.objects());
            } else {
                largestHidden = Math.max(largestHidden, label.objects());
            }
        }
        return largestHidden > 2 * smallestShown;
    }

    private void exchange() {
        Deque<String> hidden = largestFirst(label -> !label.shown());
        Deque<String> withRow = largestFirst(Label::shown);
        while (!hidden.isEmpty()) {
            if (withRow.size() == SHOWN) {
                if (objects(hidden.peek()) <= 2 * objects(withRow.peekLast())) {
                    return;
                }
                place(withRow.removeLast(), false);
            }
            String label = hidden.remove();
            place(label, true);
            withRow.addFirst(label);
        }
    }

    private long objects(String label) {
        return labels.get(label).objects();
    }

    private void place(String label, boolean show) {
        put(label, new Label(objects(label), show));
        shown += show ? 1 : -1;
        untold.add(label);
    }

    private void put(String label, Label now) {
        labels.put(label, now);
        changed.add(label);
    }

    private Deque<String> largestFirst(Predicate<Label> which) {
        return labels.entrySet().stream()
                .filter(label -> which.test(label.getValue()))
                .sorted(LARGEST)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** The labels that changed since this was asked last, to be saved; null for one that is gone. */
    public Map<String, Label> takeChanged() {
        Map<String, Label> taken = new HashMap<>();
        changed.forEach(label -> taken.put(label, labels.get(label)));
        changed.clear();
        return taken;
    }

    /** Objects, then whether it is shown. */
    static final class Serializer extends CompactSerializer<Label> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(Label label, DataOutputView out) throws IOException {
            writeVar(out, label.objects());
            out.writeBoolean(label.shown());
        }

        @Override
        protected Label read(DataInputView in) throws IOException {
            return new Label(readVar(in), in.readBoolean());
        }

        @Override
        public TypeSerializerSnapshot<Label> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Label> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
