package io.salesboard.datasets;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;

/**
 * The events of a data set in business order, in a file without a name that is gone with this process: in memory is only
 * where each stands, 16 bytes, so that a set may be larger than memory.
 *
 * <p>Events are added in any order; once sorted they are read by their place. Those of one second keep their sequence.
 */
final class EventFile implements Closeable {
    /** Second and sequence number share a long: up to a thousand million events within 272 years around 1970. */
    private static final int SEQUENCE_BITS = 30;

    private static final long SEQUENCE = (1L << SEQUENCE_BITS) - 1;

    private final FileChannel channel;
    private final ChangeFormat format = new ChangeFormat();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private OutputStream out;
    private long end;

    /** By order of adding before {@link #sort}, by business order after it. */
    private long[] keys = new long[1024];

    /** By sequence number. */
    private long[] offsets = new long[1024];

    private int size;

    /** @param scratch a directory to keep them in */
    EventFile(Path scratch) throws IOException {
        channel = FileChannel.open(
                scratch.resolve("events"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
        out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
    }

    /** Adds an event that comes after those added before with the same time. */
    void add(Event event) throws IOException {
        add(event, size);
    }

    /** @param sequence place among events of the same time, and different for each event; below the number of events */
    void add(Event event, int sequence) throws IOException {
        if (event.at().getNano() != 0) {
            throw new IllegalArgumentException("an event at " + event.at() + ": events have whole seconds");
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        if (sequence >= offsets.length) {
            offsets = Arrays.copyOf(offsets, Math.max(sequence + 1, offsets.length * 2));
        }
        keys[size++] = event.at().getEpochSecond() << SEQUENCE_BITS | sequence;
        offsets[sequence] = end;
        bytes.reset();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeInt(0);
        format.write(event.changes(), data);
        byte[] record = bytes.toByteArray();
        ByteBuffer.wrap(record).putInt(0, record.length);
        out.write(record);
        end += record.length;
    }

    /** To be called once, when all are added. */
    void sort() throws IOException {
        out.flush();
        out = OutputStream.nullOutputStream();
        Arrays.sort(keys, 0, size);
    }

    int size() {
        return size;
    }

    Instant at(int place) {
        return Instant.ofEpochSecond(keys[place] >> SEQUENCE_BITS);
    }

    Event get(int place) throws IOException {
        long offset = offsets[(int) (keys[place] & SEQUENCE)];
        int length = read(offset, Integer.BYTES).getInt();
        ByteBuffer record = read(offset + Integer.BYTES, length - Integer.BYTES);
        return new Event(at(place), format.read(record));
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new IOException("the file of events ends at " + (offset + buffer.position()));
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
