package io.salesboard.local.launch;

import io.salesboard.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates the topics. */
final class TopicSetup {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private TopicSetup() {}

    /** Creates those that are missing. @param kafka bootstrap servers */
    static void create(String kafka) throws LaunchException, InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) LIMIT.toMillis()))) {
            List<String> known = List.copyOf(admin.listTopics().names().get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            List<NewTopic> missing = Topics.all().stream()
                    .filter(topic -> !known.contains(topic.name()))
                    .map(topic -> new NewTopic(topic.name(), Topics.Topic.PARTITIONS, (short) 1)
                            .configs(topic.configuration()))
                    .toList();
            admin.createTopics(missing).all().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new LaunchException("cannot create the topics on " + kafka + ": " + e, e);
        }
    }
}
