package io.salesboard.local.kafka;

import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Kafka broker that is its own controller, as a process. */
public final class KafkaPart {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPart.class);
    private static final int NODE = 1;

    private KafkaPart() {}

    public static void main(String[] args) throws Exception {
        ParentWatch.start();
        KafkaSettings settings = Settings.read(Path.of(args[0]), KafkaSettings.class);
        format(settings.directory());
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(configuration(settings)), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop-kafka"));
        server.startup();
        LOG.info("ready on {}:{}", settings.bindAddress(), settings.port());
        server.awaitShutdown();
    }

    private static void format(Path directory) throws Exception {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(directory);
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(report, true, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(out)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (RuntimeException e) {
            throw new IOException("cannot format " + directory + ": " + report.toString(StandardCharsets.UTF_8), e);
        }
        LOG.info("{}", report.toString(StandardCharsets.UTF_8).strip());
    }

    private static Map<String, String> configuration(KafkaSettings settings) {
        String clients = settings.bindAddress() + ":" + settings.port();
        String controller = settings.bindAddress() + ":" + settings.controllerPort();
        return Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", Integer.toString(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + controller),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("listeners", "CLIENTS://" + clients + ",CONTROLLER://" + controller),
                Map.entry("advertised.listeners", "CLIENTS://" + clients),
                Map.entry("inter.broker.listener.name", "CLIENTS"),
                Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("log.dirs", settings.directory().toString()),
                // Every topic is declared in code; a misspelt one must not come to life.
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("default.replication.factor", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // A laptop, not a cluster: fewer threads, and a cleaner buffer that fits the small heap.
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("log.cleaner.dedupe.buffer.size", "16777216"));
    }
}
