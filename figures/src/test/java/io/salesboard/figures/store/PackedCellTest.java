package io.salesboard.figures.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.schemas.Cell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;

class PackedCellTest {
    private final Random random = new Random(7);

    private static byte[] avro(Cell cell) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new SpecificDatumWriter<Cell>(Cell.getClassSchema()).write(cell, encoder);
        return bytes.toByteArray();
    }

    private Cell cell() {
        List<Long> values = IntStream.range(0, 1 + random.nextInt(9))
                .mapToObj(i -> random.nextLong() >> random.nextInt(64))
                .toList();
        return new Cell(random.nextLong() >>> 20, random.nextInt(), values);
    }

    @Test
    void keepsEveryNumber() {
        for (int i = 0; i < 10_000; i++) {
            Cell cell = cell();
            byte[] packed = PackedCell.of(cell);
            assertThat(PackedCell.version(packed)).isEqualTo(cell.getVersion());
            assertThat(PackedCell.layout(packed)).isEqualTo(cell.getLayout());
            assertThat(PackedCell.count(packed)).isEqualTo(cell.getValues().size());
            assertThat(PackedCell.values(packed))
                    .containsExactly(cell.getValues().toArray(Long[]::new));
        }
    }

    @Test
    void takesFromAvroWhatItWouldPackItself() throws IOException {
        for (int i = 0; i < 10_000; i++) {
            Cell cell = cell();
            assertThat(PackedCell.ofAvro(avro(cell), 0)).isEqualTo(PackedCell.of(cell));
        }
    }

    @Test
    void leavesToAvroWhatIsNotWrittenInThePlainestWay() throws IOException {
        assertThat(PackedCell.ofAvro(avro(new Cell(9L, 7, List.of())), 0)).isNull();
        byte[] plain = avro(new Cell(9L, 7, List.of(1L)));
        assertThat(PackedCell.ofAvro(Arrays.copyOf(plain, plain.length + 1), 0)).isNull();
    }

    @Test
    void refusesARecordThatEndsEarly() throws IOException {
        byte[] plain = avro(new Cell(1_763_870_400_000L, 1063, List.of(1L, -500_000L, 3L)));
        for (int length = 0; length < plain.length; length++) {
            byte[] shorter = Arrays.copyOf(plain, length);
            assertThatThrownBy(() -> PackedCell.ofAvro(shorter, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a cell ends early");
        }
    }
}
