package io.salesboard.jobs;

import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.RawRecordSerializer;
import io.salesboard.jobs.results.Result;
import io.salesboard.schemas.Topics;
import io.salesboard.schemas.Topics.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
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
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The job's topics in Kafka: the only place of the job that knows Kafka. */
final class KafkaTopics {
    /** Compressed; a fetch of one topic is worked off whole before the other's turn. */
    private static final int FETCH_BYTES = 256 << 10;

    private static final int POLL_RECORDS = 1000;
    private static final Duration ADMIN_LIMIT = Duration.ofMinutes(1);

    private KafkaTopics() {}

    /** The records of all row topics, read by one task as they arrive. */
    static DataStream<RawRecord> rows(StreamExecutionEnvironment environment, KpiSettings settings) {
        KafkaSource<RawRecord> kafka = KafkaSource.<RawRecord>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setTopics(Topics.rows().stream().map(Topic::name).toList())
                .setGroupId("kpi")
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new AsItIs())
                .setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Integer.toString(FETCH_BYTES))
                .setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(POLL_RECORDS))
                .build();
        return environment
                .fromSource(kafka, WatermarkStrategy.noWatermarks(), "Rows")
                .setParallelism(1)
                .uid("rows");
    }

    /** What tells the topics that are there from others of the same names, by name. */
    static SortedMap<String, String> ids(KpiSettings settings) throws InterruptedException {
        List<String> names = Stream.concat(Topics.rows().stream(), Stream.of(Topics.RESULTS))
                .map(Topic::name)
                .toList();
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) ADMIN_LIMIT.toMillis()))) {
            SortedMap<String, String> ids = new TreeMap<>();
            admin.describeTopics(names)
                    .allTopicNames()
                    .get()
                    .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
            return ids;
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "cannot ask Kafka at " + settings.bootstrapServers() + " for the topics " + names + ": "
                            + e.getCause().getMessage() + "; start Kafka and create the topics first",
                    e);
        }
    }

    static void writeResults(DataStream<Result> results, KpiSettings settings) {
        write(results, Topics.RESULTS, settings);
    }

    static void writeAlerts(DataStream<Result> alerts, KpiSettings settings) {
        write(alerts, Topics.ALERTS, settings);
    }

    static void writeQuarantine(DataStream<Result> quarantine, KpiSettings settings) {
        write(quarantine, Topics.QUARANTINE, settings);
    }

    private static void write(DataStream<Result> records, Topic topic, KpiSettings settings) {
        Properties producer = new Properties();
        producer.setProperty(ProducerConfig.LINGER_MS_CONFIG, "3");
        producer.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        String name = topic.name();
        KafkaSink<Result> sink = KafkaSink.<Result>builder()
                .setBootstrapServers(settings.bootstrapServers())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setKafkaProducerConfig(producer)
                .setRecordSerializer((result, context, timestamp) ->
                        new ProducerRecord<>(name, 0, result.keyBytes(), result.value(), result.headers()))
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
