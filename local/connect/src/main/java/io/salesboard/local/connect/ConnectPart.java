package io.salesboard.local.connect;

import io.salesboard.core.settings.ParentWatch;
import io.salesboard.core.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kafka Connect worker with Debezium on its class path, as a process. */
public final class ConnectPart {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectPart.class);

    private ConnectPart() {}

    public static void main(String[] args) {
        ParentWatch.start();
        ConnectSettings settings = Settings.read(Path.of(args[0]), ConnectSettings.class);
        Connect<?> connect = new ConnectDistributed().startConnect(configuration(settings));
        LOG.info("ready on {}", connect.rest().advertisedUrl());
        connect.awaitStop();
    }

    private static Map<String, String> configuration(ConnectSettings settings) {
        return Map.ofEntries(
                Map.entry("bootstrap.servers", settings.bootstrapServers()),
                Map.entry("group.id", "connect"),
                Map.entry("listeners", "http://" + settings.bindAddress() + ":" + settings.port()),
                Map.entry("config.storage.topic", "connect.configs"),
                Map.entry("config.storage.replication.factor", "1"),
                Map.entry("offset.storage.topic", "connect.offsets"),
                Map.entry("offset.storage.replication.factor", "1"),
                Map.entry("offset.storage.partitions", "1"),
                Map.entry("status.storage.topic", "connect.status"),
                Map.entry("status.storage.replication.factor", "1"),
                Map.entry("status.storage.partitions", "1"),
                Map.entry("key.converter", "org.apache.kafka.connect.json.JsonConverter"),
                Map.entry("value.converter", "org.apache.kafka.connect.json.JsonConverter"),
                // The connectors' addresses and passwords come from the environment of this process.
                Map.entry("config.providers", "env"),
                Map.entry("config.providers.env.class", "org.apache.kafka.common.config.provider.EnvVarConfigProvider"),
                Map.entry("config.providers.env.param.allowlist.pattern", "SALESBOARD_.*"),
                // With one worker nobody else takes over: after a restart its tasks start at once, not in five minutes.
                Map.entry("scheduled.rebalance.max.delay.ms", "0"),
                Map.entry("session.timeout.ms", "6000"),
                Map.entry("heartbeat.interval.ms", "2000"),
                Map.entry("offset.flush.interval.ms", "5000"),
                // Reading every class of the class path for plugins without a manifest would take seconds.
                Map.entry("plugin.discovery", "service_load"));
    }
}
