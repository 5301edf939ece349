package io.salesboard.local.connect;

import java.util.Objects;

/**
 * Settings of the Kafka Connect worker.
 *
 * @param bootstrapServers Kafka
 * @param bindAddress address of its REST API; default 127.0.0.1
 * @param port port of its REST API
 */
public record ConnectSettings(String bootstrapServers, String bindAddress, int port) {
    public ConnectSettings {
        Objects.requireNonNull(bootstrapServers, "setting 'bootstrap-servers' is missing");
        bindAddress = Objects.requireNonNullElse(bindAddress, "127.0.0.1");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("setting 'port' is " + port + ", not a port from 1 to 65535");
        }
    }
}
