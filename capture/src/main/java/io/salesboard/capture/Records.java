package io.salesboard.capture;

import io.salesboard.schemas.AvroFraming;
import io.salesboard.schemas.SchemaRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what Connect has written by the registry's schemas alone. */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    private Records() {}

    /**
     * @return null for what is no record, or cannot be read
     * @throws IOException when the registry does not answer
     */
    static GenericRecord read(byte[] value, SchemaRegistry schemas) throws IOException {
        if (value == null || value.length < AvroFraming.HEADER || value[0] != AvroFraming.MAGIC) {
            return null;
        }
        try {
            Schema schema =
                    schemas.byId(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
            BinaryDecoder decoder = DecoderFactory.get()
                    .binaryDecoder(value, AvroFraming.HEADER, value.length - AvroFraming.HEADER, null);
            return new GenericDatumReader<>(schema).read(null, decoder) instanceof GenericRecord record ? record : null;
        } catch (SchemaRegistry.UnknownSchemaException | AvroRuntimeException | EOFException e) {
            LOG.debug("a record cannot be read; it does not count", e);
            return null;
        }
    }
}
