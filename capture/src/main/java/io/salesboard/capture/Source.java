package io.salesboard.capture;

import io.salesboard.schemas.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * One source database: where it is, and the names of what captures it.
 *
 * @param name {@code pos} or {@code crm}
 * @param url JDBC address
 * @param user the account Debezium reads with
 * @param password of that account
 */
public record Source(String name, String url, String user, String password) {
    /** All sources; they are also the names of their connectors' files. */
    public static final List<String> NAMES = List.of("pos", "crm");

    /** Publication in every source database. */
    public static final String PUBLICATION = "salesboard";

    /**
     * Reads address and account from the variables that the connectors name, so that both use the same.
     *
     * @throws IllegalArgumentException naming the variable that is missing
     */
    public static Source of(String name, Map<String, String> environment) {
        String prefix = "SALESBOARD_" + name.toUpperCase(Locale.ROOT) + "_";
        return new Source(
                name,
                "jdbc:postgresql://" + variable(environment, prefix + "HOST") + ":"
                        + variable(environment, prefix + "PORT") + "/" + variable(environment, prefix + "DATABASE"),
                variable(environment, prefix + "USER"),
                variable(environment, prefix + "PASSWORD"));
    }

    static String variable(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "the environment variable " + name + " is not set; see docs/deployment.md");
        }
        return value;
    }

    /** Name of the connector, also in the URLs of Connect. */
    public String connector() {
        return "salesboard-" + name;
    }

    /** Name of the replication slot. */
    public String slot() {
        return "salesboard_" + name;
    }

    /** Name of the row topic. */
    public String topic() {
        return Topics.all().stream()
                .map(Topics.Topic::name)
                .filter(topic -> topic.equals("rows." + name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no row topic is declared for the source " + name));
    }

    Properties connectionProperties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return name + " at " + url + " as " + user;
    }
}
