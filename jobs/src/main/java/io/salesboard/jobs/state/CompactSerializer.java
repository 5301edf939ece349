package io.salesboard.jobs.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Base of the hand-written serializers of the hot path.
 *
 * <p>Each value starts with the format's version, so that a later release reads what this one wrote.
 *
 * @param <T> a type whose instances are not changed once they are sent, or that overrides {@link #copy(Object)}
 */
public abstract class CompactSerializer<T> extends TypeSerializerSingleton<T> {
    private static final long serialVersionUID = 1L;
    private static final int FORMAT = 1;

    protected abstract void write(T value, DataOutputView out) throws IOException;

    protected abstract T read(DataInputView in) throws IOException;

    @Override
    public final void serialize(T value, DataOutputView out) throws IOException {
        out.writeByte(FORMAT);
        write(value, out);
    }

    @Override
    public final T deserialize(DataInputView in) throws IOException {
        byte format = in.readByte();
        if (format != FORMAT) {
            throw new IOException(getClass().getSimpleName() + " reads format " + FORMAT + ", not " + format
                    + "; the state was written by a newer release");
        }
        return read(in);
    }

    @Override
    public final T deserialize(T reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public final void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    public T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    /** Signed integer in one byte where it is small. */
    protected static void writeVar(DataOutputView out, long value) throws IOException {
        long zigzag = (value << 1) ^ (value >> 63);
        while ((zigzag & ~0x7FL) != 0) {
            out.writeByte((int) ((zigzag & 0x7F) | 0x80));
            zigzag >>>= 7;
        }
        out.writeByte((int) zigzag);
    }

    protected static long readVar(DataInputView in) throws IOException {
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.readByte();
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new IOException("a variable-length number has more than ten bytes");
    }

    /** How many numbers, then each. */
    protected static void writeNumbers(DataOutputView out, long[] numbers) throws IOException {
        out.writeByte(numbers.length);
        for (long number : numbers) {
            writeVar(out, number);
        }
    }

    protected static long[] readNumbers(DataInputView in) throws IOException {
        long[] numbers = new long[in.readByte()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = readVar(in);
        }
        return numbers;
    }

    protected static void writeText(DataOutputView out, String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    protected static String readText(DataInputView in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }
}
