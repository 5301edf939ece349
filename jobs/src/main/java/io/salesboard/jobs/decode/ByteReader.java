package io.salesboard.jobs.decode;

import java.nio.charset.StandardCharsets;

/** Reads Avro binary straight from an array; running over its end throws {@link ArrayIndexOutOfBoundsException}. */
final class ByteReader {
    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int readByte() {
        return bytes[position++];
    }

    /** Int and long alike: zigzag, seven bits a byte. */
    long readLong() {
        long zigzag = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[position++];
            zigzag |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new ArrayIndexOutOfBoundsException("a number of more than ten bytes at " + position);
    }

    /** A long that has to be in the range of an int. */
    int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw new ArrayIndexOutOfBoundsException(value + " is no int, at " + position);
        }
        return (int) value;
    }

    String readString() {
        int length = length();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    /** The value of up to eight bytes, two's complement, big endian; callers check {@link #peekLength()} first. */
    long readSmallInteger() {
        int length = length();
        if (length == 0) {
            throw new NumberFormatException("a decimal of no bytes at " + position);
        }
        long value = bytes[position];
        for (int i = 1; i < length; i++) {
            value = (value << 8) | (bytes[position + i] & 0xFF);
        }
        position += length;
        return value;
    }

    byte[] readBytes() {
        int length = length();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, position, copy, 0, length);
        position += length;
        return copy;
    }

    long peekLength() {
        int before = position;
        long length = readLong();
        position = before;
        return length;
    }

    void skipBytes() {
        skip(length());
    }

    void skip(int count) {
        position += count;
        if (position > bytes.length) {
            throw new ArrayIndexOutOfBoundsException("the record ends at " + bytes.length + ", not at " + position);
        }
    }

    int length() {
        long length = readLong();
        if (length < 0 || length > bytes.length - position) {
            throw new ArrayIndexOutOfBoundsException("a length of " + length + " at " + position);
        }
        return (int) length;
    }

    int position() {
        return position;
    }

    byte at(int index) {
        return bytes[index];
    }

    boolean atEnd() {
        return position == bytes.length;
    }
}
