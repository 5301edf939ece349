package io.salesboard.jobs.state;

import io.salesboard.core.model.Measure;
import io.salesboard.core.model.Row;
import io.salesboard.core.time.WindowUnit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Books: per unit its windows, then what waits, the timeline, what is not published yet, and whether they are hidden; vectors written by an older release read with zeros. */
public final class BookSerializer extends CompactSerializer<Book> {
    private static final long serialVersionUID = 1L;

    private static final WindowUnit[] UNITS = WindowUnit.values();

    public static final BookSerializer INSTANCE = new BookSerializer();
    public static final TypeInformation<Book> TYPE = new HandWritten<>(Book.class, INSTANCE);

    @Override
    protected void write(Book book, DataOutputView out) throws IOException {
        out.writeByte(book.tables().length);
        for (WindowTable table : book.tables()) {
            writeVar(out, table.size());
            for (int i = 0; i < table.size(); i++) {
                writeVar(out, table.start(i));
                DeltaSerializer.writeMeasures(out, table.vector(i), 0, Measure.COUNT);
                DeltaSerializer.writeMeasures(out, table.vector(i), Measure.COUNT, Book.LENGTH);
            }
        }
        writeVar(out, book.pending().size());
        for (Delta delta : book.pending()) {
            DeltaSerializer.INSTANCE.serialize(delta, out);
        }
        RowSerializer.writeList(out, book.pendingRows());
        RowSerializer.writeList(out, book.timeline());
        writeVar(out, book.unpublished().size());
        for (Map.Entry<Book.Touched, long[]> window : book.unpublished().entrySet()) {
            out.writeByte(window.getKey().unit().ordinal());
            writeVar(out, window.getKey().start());
            DeltaSerializer.writeMeasures(out, window.getValue(), 0, window.getValue().length);
        }
        out.writeBoolean(book.isHidden());
    }

    @Override
    protected Book read(DataInputView in) throws IOException {
        WindowTable[] tables = new WindowTable[in.readByte()];
        for (int unit = 0; unit < tables.length; unit++) {
            tables[unit] = new WindowTable();
            int size = (int) readVar(in);
            for (int i = 0; i < size; i++) {
                long[] vector = tables[unit].at(readVar(in), Book.LENGTH);
                DeltaSerializer.readMeasures(in, vector, 0);
                DeltaSerializer.readMeasures(in, vector, Measure.COUNT);
            }
        }
        int size = (int) readVar(in);
        List<Delta> pending = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            pending.add(DeltaSerializer.INSTANCE.deserialize(in));
        }
        List<Row> pendingRows = RowSerializer.readList(in);
        List<Row> timeline = RowSerializer.readList(in);
        SortedMap<Book.Touched, long[]> unpublished = new TreeMap<>();
        int windows = (int) readVar(in);
        for (int i = 0; i < windows; i++) {
            Book.Touched window = new Book.Touched(UNITS[in.readByte()], readVar(in));
            long[] ranked = new long[Book.LENGTH - Measure.COUNT];
            DeltaSerializer.readMeasures(in, ranked, 0);
            unpublished.put(window, ranked);
        }
        return new Book(tables, pending, pendingRows, timeline, unpublished, in.readBoolean());
    }

    @Override
    public Book copy(Book from) {
        return from.copy();
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializerSnapshot<Book> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Book> {
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}
