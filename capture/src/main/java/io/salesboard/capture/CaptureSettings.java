package io.salesboard.capture;

import java.net.URI;
import java.nio.file.Path;

/**
 * Settings of the capture watch; where the databases are it reads from the variables the connectors name.
 *
 * @param bootstrapServers Kafka brokers
 * @param registry schema registry, up to the root of its Confluent-compatible API
 * @param connect address of Kafka Connect's REST API
 * @param customerKeyFile secret that customers are hashed with; made where it is missing
 * @param aliveFile touched with each status, for who looks whether the process is well; may be absent
 */
public record CaptureSettings(
        String bootstrapServers, URI registry, String connect, Path customerKeyFile, Path aliveFile) {
    public CaptureSettings {
        require(bootstrapServers, "bootstrap-servers", "such as kafka:9092");
        require(registry, "registry", "such as http://registry:8080/apis/ccompat/v7");
        require(connect, "connect", "such as http://connect:8083");
        require(customerKeyFile, "customer-key-file", "such as /var/lib/salesboard/customer.key");
        connect = connect.replaceFirst("/+$", "");
    }

    private static void require(Object value, String key, String example) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("setting '" + key + "' is missing, " + example);
        }
    }
}
