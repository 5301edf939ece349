package io.salesboard.jobs;

import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.Topics;
import io.salesboard.schemas.Topics.Topic;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The job's topics in Kafka: the only place of the job that knows Kafka. */
final class KafkaTopics {
    private static final int FETCH_BYTES = 4 << 20;
    private static final int POLL_RECORDS = 5000;

    private KafkaTopics() {}

    static DataStream<RawRecord> rows(StreamExecutionEnvironment environment, KpiSettings settings, String source) {
        Topic topic = source.equals("pos") ? Topics.ROWS_POS : Topics.ROWS_CRM;
        KafkaSource<RawRecord> kafka = KafkaSource.<RawRecord>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setTopics(topic.name())
                .setGroupId("kpi-" + source)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new AsItIs())
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCH_BYTES))
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(POLL_RECORDS))
                .build();
        return environment
                .fromSource(kafka, WatermarkStrategy.noWatermarks(), "Rows of " + source)
                .setParallelism(1)
                .uid("rows-" + source);
    }

    static void writeResults(DataStream<Result> results, KpiSettings settings) {
        write(results, Topics.RESULTS, settings);
    }

    static void writeQuarantine(DataStream<Result> quarantine, KpiSettings settings) {
        write(quarantine, Topics.QUARANTINE, settings);
    }

    private static void write(DataStream<Result> records, Topic topic, KpiSettings settings) {
        Properties producer = new Properties();
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
        producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        String name = topic.name();
        KafkaSink<Result> sink = KafkaSink.<Result>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(producer)
                .setRecordSerializer((result, context, timestamp) ->
                        new ProducerRecord<>(name, 0, result.keyBytes(), result.value()))
                .build();
        records.sinkTo(sink).setParallelism(1).uid("write-" + name).name("Write " + name);
    }

    /** Passes a record on without touching its bytes. */
    private static final class AsItIs implements KafkaRecordDeserializationSchema<RawRecord> {
        private static final long serialVersionUID = 1L;

        @Override
        public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
            out.collect(new RawRecord(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    record.key(),
                    record.value()));
        }

        @Override
        public TypeInformation<RawRecord> getProducedType() {
            return RawRecordSerializer.TYPE;
        }
    }
}
