package io.salesboard.local.kafka;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Settings of the broker.
 *
 * @param directory its logs; formatted by the first start
 * @param bindAddress address it listens on; default 127.0.0.1
 * @param port port of its clients
 * @param controllerPort port of the controller
 */
public record KafkaSettings(Path directory, String bindAddress, int port, int controllerPort) {
    public KafkaSettings {
        Objects.requireNonNull(directory, "setting 'directory' is missing");
        bindAddress = Objects.requireNonNullElse(bindAddress, "127.0.0.1");
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("setting 'port' is " + port + ", not a port from 1 to 65535");
        }
        if (controllerPort < 1 || controllerPort > 65535) {
            throw new IllegalArgumentException(
                    "setting 'controller-port' is " + controllerPort + ", not a port from 1 to 65535");
        }
    }
}
