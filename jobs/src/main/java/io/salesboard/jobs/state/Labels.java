package io.salesboard.jobs.state;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    public static final TypeInformation<Labels> TYPE = new HandWritten<>(Labels.class, new Serializer());

    private static final Comparator<Label> LARGEST =
            Comparator.comparingLong((Label label) -> label.objects).reversed();

    /** A label; {@code announced} is whether its row knows whether it is shown. */
    private static final class Label {
        private long objects;
        private boolean shown;
        private boolean announced;

        private Label() {}

        private Label(long objects, boolean shown) {
            this.objects = objects;
            this.shown = shown;
            announced = true;
        }
    }

    private final Map<String, Label> labels;
    private final List<Delta> pending;
    private long notToldApart;

    public Labels() {
        this(new HashMap<>(), new ArrayList<>(), 0);
    }

    private Labels(Map<String, Label> labels, List<Delta> pending, long notToldApart) {
        this.labels = labels;
        this.pending = pending;
        this.notToldApart = notToldApart;
    }

    /** Changes whose step is not over yet. */
    public List<Delta> pending() {
        return pending;
    }

    /** Takes the pending changes that came up to {@code time}, oldest first. */
    public List<Delta> takePending(long time) {
        List<Delta> due = new ArrayList<>(pending.size());
        pending.removeIf(delta -> delta.time() <= time && due.add(delta));
        return due;
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
            known = new Label();
            labels.put(label, known);
        }
        known.objects += objects;
        return true;
    }

    /** What a label's row is to be told. */
    public record Place(String label, boolean shown) {}

    /** Forgets labels without objects, and decides which of the rest have a row; returns those that are new or changed place. */
    public List<Place> choose() {
        labels.values().removeIf(label -> label.objects == 0);
        exchange();
        List<Place> changed = new ArrayList<>();
        labels.forEach((name, label) -> {
            if (!label.announced) {
                label.announced = true;
                changed.add(new Place(name, label.shown));
            }
        });
        return changed;
    }

    private void exchange() {
        Deque<Label> hidden = largestFirst(label -> !label.shown);
        Deque<Label> shown = largestFirst(label -> label.shown);
        while (!hidden.isEmpty()) {
            if (shown.size() == SHOWN) {
                if (hidden.peek().objects <= 2 * shown.peekLast().objects) {
                    return;
                }
                place(shown.removeLast(), false);
            }
            Label label = hidden.remove();
            place(label, true);
            shown.addFirst(label);
        }
    }

    private static void place(Label label, boolean shown) {
        label.shown = shown;
        label.announced = false;
    }

    private Deque<Label> largestFirst(Predicate<Label> which) {
        return labels.entrySet().stream()
                .filter(label -> which.test(label.getValue()))
                .sorted(Map.Entry.<String, Label>comparingByValue(LARGEST).thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** Each with all it knows of itself; to be changed apart. */
    public Labels copy() {
        Map<String, Label> copies = new HashMap<>();
        labels.forEach((name, label) -> copies.put(name, new Label(label.objects, label.shown)));
        return new Labels(copies, new ArrayList<>(pending), notToldApart);
    }

    /** Labels with their objects and places, then what waits. Nothing is to be announced between two steps. */
    static final class Serializer extends CompactSerializer<Labels> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(Labels value, DataOutputView out) throws IOException {
            writeVar(out, value.labels.size());
            for (Map.Entry<String, Label> label : value.labels.entrySet()) {
                out.writeUTF(label.getKey());
                writeVar(out, label.getValue().objects);
                out.writeBoolean(label.getValue().shown);
            }
            writeVar(out, value.notToldApart);
            writeVar(out, value.pending.size());
            for (Delta delta : value.pending) {
                DeltaSerializer.INSTANCE.serialize(delta, out);
            }
        }

        @Override
        protected Labels read(DataInputView in) throws IOException {
            Labels read = new Labels();
            for (long left = readVar(in); left > 0; left--) {
                read.labels.put(in.readUTF(), new Label(readVar(in), in.readBoolean()));
            }
            read.notToldApart = readVar(in);
            for (long left = readVar(in); left > 0; left--) {
                read.pending.add(DeltaSerializer.INSTANCE.deserialize(in));
            }
            return read;
        }

        @Override
        public Labels copy(Labels from) {
            return from.copy();
        }

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public TypeSerializerSnapshot<Labels> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Labels> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
