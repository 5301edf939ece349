package io.salesboard.jobs.decode;

import io.salesboard.schemas.AvroFraming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoder of one record, held to the record's length: a damaged length makes Avro's own ask for up to 2 GiB of
 * memory before it looks whether the bytes are there, which would end the process.
 */
final class BoundedDecoder extends Decoder {
    private final BinaryDecoder in;
    private final int limit;

    /** @param framed a record in registry framing */
    BoundedDecoder(byte[] framed) {
        limit = framed.length - AvroFraming.HEADER;
        in = DecoderFactory.get().binaryDecoder(framed, AvroFraming.HEADER, limit, null);
    }

    private int bounded(long length) {
        if (length < 0 || length > limit) {
            throw new AvroRuntimeException("a length of " + length + " in a record of " + limit + " bytes");
        }
        return (int) length;
    }

    private byte[] readLengthAndBytes() throws IOException {
        byte[] bytes = new byte[bounded(in.readLong())];
        in.readFixed(bytes);
        return bytes;
    }

    @Override
    public void readNull() throws IOException {
        in.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return in.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return in.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return in.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return in.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return in.readDouble();
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readLengthAndBytes());
    }

    @Override
    public String readString() throws IOException {
        return new String(readLengthAndBytes(), StandardCharsets.UTF_8);
    }

    @Override
    public void skipString() throws IOException {
        in.skipString();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return ByteBuffer.wrap(readLengthAndBytes());
    }

    @Override
    public void skipBytes() throws IOException {
        in.skipBytes();
    }

    @Override
    public void readFixed(byte[] bytes, int start, int length) throws IOException {
        in.readFixed(bytes, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        in.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return in.readEnum();
    }

    @Override
    public long readArrayStart() throws IOException {
        return bounded(in.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return bounded(in.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return bounded(in.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return bounded(in.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return bounded(in.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return bounded(in.skipMap());
    }

    @Override
    public int readIndex() throws IOException {
        return in.readIndex();
    }
}
