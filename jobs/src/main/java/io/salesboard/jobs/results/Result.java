package io.salesboard.jobs.results;

import io.salesboard.jobs.state.CompactSerializer;
import io.salesboard.jobs.state.HandWritten;
import io.salesboard.schemas.ResultKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * A record ready to be written to Kafka.
 *
 * @param key text, or null
 * @param value in registry framing, or null: a tombstone
 * @param frame of a tombstone, the frame with which its key is gone; a value says that itself
 */
public record Result(String key, byte[] value, long frame) {
    public static final TypeInformation<Result> TYPE = new HandWritten<>(Result.class, new Serializer());

    public Result(String key, byte[] value) {
        this(key, value, 0);
    }

    /** The key's bytes in Kafka, or null. */
    public byte[] keyBytes() {
        return key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    }

    /** The headers in Kafka: a tombstone says which frame it belongs to. */
    public Iterable<Header> headers() {
        return value == null
                ? List.of(new RecordHeader(ResultKeys.FRAME_HEADER, ResultKeys.frameHeader(frame)))
                : List.of();
    }

    /** Key, then length and bytes; of a tombstone its frame. */
    public static final class Serializer extends CompactSerializer<Result> {
        private static final long serialVersionUID = 1L;

        @Override
        protected void write(Result result, DataOutputView out) throws IOException {
            writeText(out, result.key());
            writeVar(out, result.value() == null ? -1 : result.value().length);
            if (result.value() == null) {
                writeVar(out, result.frame());
            } else {
                out.write(result.value());
            }
        }

        @Override
        protected Result read(DataInputView in) throws IOException {
            String key = readText(in);
            int length = (int) readVar(in);
            if (length < 0) {
                return new Result(key, null, readVar(in));
            }
            byte[] value = new byte[length];
            in.readFully(value);
            return new Result(key, value);
        }

        @Override
        public TypeSerializerSnapshot<Result> snapshotConfiguration() {
            return new Snapshot();
        }
    }

    /** Written beside the state. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Result> {
        public Snapshot() {
            super(Serializer::new);
        }
    }
}
