package io.salesboard.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Table;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CapturedTableTest {
    private static final Schema SOURCE =
            SchemaBuilder.struct().field("lsn", Schema.INT64_SCHEMA).build();

    @Test
    void describesARowAsDebeziumDoes() {
        CapturedTable lines = new CapturedTable("pos", Table.POS_ORDER_LINE, SOURCE);
        Struct line = lines.row(7L, 3L, "P1", "2.0000", "1000.0000");

        assertThat(lines.key(line).schema().name()).isEqualTo("pos.public.pos_order_line.Key");
        assertThat(lines.key(line).getInt64("line_id")).isEqualTo(7);
        Struct envelope = lines.envelope("c", line, new Struct(SOURCE).put("lsn", 1L));
        envelope.validate();
        assertThat(envelope.schema().name()).isEqualTo("pos.public.pos_order_line.Envelope");
        assertThat(line.schema().field("qty").schema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(line.schema().field("discount").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    }

    @Test
    void namesTheTypesThatAreMoreThanTheirValues() {
        Struct order = new CapturedTable("pos", Table.POS_ORDER, SOURCE).row(1L);

        assertThat(order.schema().field("completed_ts").schema().name()).isEqualTo("io.debezium.time.ZonedTimestamp");
    }

    @ParameterizedTest
    @EnumSource(
            value = Table.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"HEARTBEAT", "CUSTOMER_ORDER"})
    void hasAllThatIsCaptured(Table table) {
        Struct row = new CapturedTable("pos", table, SOURCE).row();

        assertThat(row.schema().fields())
                .extracting(field -> field.name())
                .containsExactlyInAnyOrderElementsOf(table.captured());
    }
}
