package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.salesboard.board.BoardSettings;
import io.salesboard.capture.AllowMain;
import io.salesboard.capture.Source;
import io.salesboard.core.settings.Settings;
import io.salesboard.jobs.KpiSettings;
import io.salesboard.schemas.Topics;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {
    private static final Path FILE = Repository.path("docker-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)([^}]*)}");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void fitsTheSchemaOfTheComposeSpecification(@TempDir Path folder) throws Exception {
        Npm.install("compose-schema", folder);
        ObjectNode schema = (ObjectNode) JSON.readTree(folder.resolve("node_modules/dclint/schemas/compose.schema.json")
                .toFile());
        // It names itself and draft 7 by addresses that this validator does not accept.
        schema.remove(List.of("$schema", "$id"));
        JsonSchema compose =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        JsonNode document = document();
        assertThat(compose.validate(document)).isEmpty();
        ((ObjectNode) document.at("/services/board")).put("imagee", "typo");
        assertThat(compose.validate(document))
                .as("a misspelt key must be refused")
                .isNotEmpty();
    }

    @Test
    void everyVariableIsInTheEnvironmentFileAndBack() throws Exception {
        TreeSet<String> used = VARIABLE.matcher(Repository.text(FILE))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(environment().keySet()).containsExactlyInAnyOrderElementsOf(used);
    }

    @Test
    void passwordsHaveNoDefaultAndStopTheStart() throws Exception {
        Map<String, String> environment = environment();
        List<MatchResult> passwords = VARIABLE.matcher(Repository.text(FILE))
                .results()
                .filter(match -> match.group(1).endsWith("PASSWORD"))
                .toList();
        assertThat(passwords).hasSizeGreaterThanOrEqualTo(4).allSatisfy(match -> {
            assertThat(match.group(2)).as(match.group(1)).startsWith(":?");
            assertThat(environment.get(match.group(1))).as(match.group(1)).isEmpty();
        });
    }

    @Test
    void versionsAreThoseTheBuildTests() throws Exception {
        String pom = Repository.text(Repository.path("pom.xml"));
        Map<String, String> environment = environment();
        Map.of(
                        "POSTGRES_VERSION", "postgres-binaries.version",
                        "KAFKA_VERSION", "kafka.version",
                        "DEBEZIUM_VERSION", "debezium.version",
                        "APICURIO_VERSION", "apicurio.version",
                        "FLINK_VERSION", "flink.version")
                .forEach((variable, property) -> {
                    String version = pom.replaceFirst("(?s).*<" + property + ">([^<]+)</.*", "$1");
                    // PostgreSQL's releases have two numbers, Flink's images name the Java they bring.
                    String image = environment.get(variable).replaceFirst("-java17$", "");
                    assertThat(version).as(variable).matches(Pattern.quote(image) + "(\\.0)?");
                });
        assertThat(pom).contains("<version>" + environment.get("SALESBOARD_VERSION") + "</version>");
    }

    @Test
    void everyImageIsPinned() throws Exception {
        Map<String, String> environment = environment();
        assertThat(services()).isNotEmpty();
        services().forEach((name, service) -> {
            String image = resolve(service.path("image").asText(), environment);
            assertThat(image).as(name).matches("[a-z0-9./-]+:v?[0-9]+(\\.[0-9]+)+[A-Za-z0-9._-]*");
        });
        for (String part : List.of("board", "capture", "connect", "job")) {
            assertThat(Repository.text(Repository.path("deploy/" + part + "/Dockerfile")))
                    .containsPattern("ARG ([A-Z]+_VERSION)\nFROM [a-z./-]+:\\$\\{\\1}\n");
        }
    }

    @Test
    void everythingIsPublishedOnLoopback() throws Exception {
        Map<String, String> environment = environment();
        List<String> ports = new ArrayList<>();
        services()
                .forEach((name, service) ->
                        service.path("ports").forEach(port -> ports.add(resolve(port.asText(), environment))));
        assertThat(ports).isNotEmpty().allMatch(port -> port.matches("127\\.0\\.0\\.1:[0-9]+:[0-9]+"));
        assertThat(ports).extracting(port -> port.split(":", -1)[1]).doesNotHaveDuplicates();
    }

    @Test
    void everyMountExistsAndIsReadOnly() {
        Collection<String> volumes = new TreeSet<>();
        document().path("volumes").fieldNames().forEachRemaining(volumes::add);
        services()
                .forEach((name, service) -> service.path("volumes").forEach(mount -> {
                    String[] parts = mount.asText().split(":", -1);
                    if (parts[0].startsWith("./")) {
                        assertThat(Repository.path(parts[0].substring(2)))
                                .as(name)
                                .exists();
                        assertThat(parts).as(mount.asText()).hasSize(3).endsWith("ro");
                    } else {
                        assertThat(volumes).as(name).contains(parts[0]);
                    }
                }));
    }

    @Test
    void prometheusIsThatOfTheDashboardsWithTheBoardsKey() {
        String deployed = Repository.text(Repository.path("deploy/prometheus/prometheus.yml"));
        String key = "    authorization:\n      credentials_file: /run/secrets/board-key\n";
        assertThat(deployed).contains(key);
        assertThat(withoutComments(deployed).replace(key, ""))
                .isEqualTo(withoutComments(Repository.text(Repository.path("dashboards/prometheus/prometheus.yml"))));
        assertThat(document().at("/services/prometheus/secrets/0").asText()).isEqualTo("board-key");
    }

    private static String withoutComments(String yaml) {
        return yaml.replaceAll("(?m)^#.*\n", "");
    }

    @Test
    void theBoardServesItsNetworkWhereProxyAndPrometheusComeFrom() {
        assertThat(Settings.read(Repository.path("deploy/board.properties"), BoardSettings.class)
                        .proxy())
                .isEqualTo(
                        document().at("/networks/default/ipam/config/0/subnet").asText());
    }

    @Test
    void theJobReadsTheRulesThatShipAndTheBoardTellsTheAlertmanagerBesideIt() {
        Path rules = Path.of(Settings.read(Repository.path("deploy/kpi.properties"), KpiSettings.class)
                .alertRules());
        assertThat(Repository.path("dashboards/alerts/" + rules.getFileName())).isRegularFile();
        for (String flink : List.of("jobmanager", "taskmanager")) {
            assertThat(services().get(flink).path("volumes"))
                    .as(flink)
                    .extracting(JsonNode::asText)
                    .contains("./dashboards/alerts:" + rules.getParent() + ":ro");
        }
        URI told = Settings.read(Repository.path("deploy/board.properties"), BoardSettings.class)
                .alertmanagerAddresses()
                .get(0);
        JsonNode alertmanager = services().get(told.getHost());
        assertThat(alertmanager.path("ports").get(0).asText()).endsWith(":" + told.getPort());
        assertThat(alertmanager.path("volumes"))
                .as("with the templates of its messages")
                .extracting(JsonNode::asText)
                .contains("./dashboards/alertmanager:/etc/alertmanager:ro");
        assertThat(Repository.text(Repository.path("dashboards/alertmanager/alertmanager.yml")))
                .contains("templates:\n  - templates/*.tmpl\n");
    }

    @Test
    void everyServiceThatStaysSaysWhetherItIsWell() {
        services().forEach((name, service) -> {
            if (service.path("restart").asText().equals("no")) {
                assertThat(name).startsWith("setup-");
            } else {
                assertThat(service.path("healthcheck").path("test").isArray())
                        .as(name)
                        .isTrue();
            }
        });
    }

    @Test
    void everyDependencyIsWaitedFor() {
        Map<String, JsonNode> services = services();
        services.forEach((name, service) -> service.path("depends_on")
                .properties()
                .forEach(on -> {
                    String condition = on.getValue().path("condition").asText();
                    assertThat(condition)
                            .as("%s on %s", name, on.getKey())
                            .isEqualTo(
                                    on.getKey().startsWith("setup-")
                                            ? "service_completed_successfully"
                                            : "service_healthy");
                    assertThat(services).containsKey(on.getKey());
                }));
    }

    @Test
    void topicsAreMadeAsTheyAreDeclared() {
        Map<String, Map<String, String>> made = new TreeMap<>();
        Repository.text(Repository.path("deploy/setup/topics.sh"))
                .lines()
                .filter(line -> line.startsWith("topic ") && !line.endsWith("{"))
                .forEach(line -> {
                    List<String> words = List.of(line.split(" ", -1));
                    made.put(
                            words.get(1),
                            words.stream()
                                    .skip(2)
                                    .map(setting -> setting.split("=", 2))
                                    .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1])));
                });
        assertThat(made)
                .isEqualTo(Topics.all().stream()
                        .collect(Collectors.toMap(Topics.Topic::name, Topics.Topic::configuration)));
        assertThat(Topics.Topic.PARTITIONS).isEqualTo(1);
    }

    @Test
    void everyVariableOfTheConnectorsIsInTheEnvironmentOfConnect() {
        JsonNode environment = services().get("connect").path("environment");
        for (Path connector : Repository.files("sources/src/main/resources/connectors", ".json")) {
            assertThat(Pattern.compile("\\$\\{env:([^}]+)}")
                            .matcher(Repository.text(connector))
                            .results()
                            .map(match -> match.group(1)))
                    .isNotEmpty()
                    .allMatch(environment::has);
        }
    }

    @Test
    void theCaptureWatchIsToldWhereTheDatabasesAreAsConnectIs() {
        assertThat(sources("capture")).isNotEmpty().isEqualTo(sources("connect"));
        Map<String, String> environment = sources("capture");
        assertThat(Source.NAMES)
                .allSatisfy(name -> assertThat(Source.of(name, environment).url())
                        .isEqualTo("jdbc:postgresql://postgres:5432/" + name));
    }

    @Test
    void whatAReleaseReadsIsOpenedBeforeTheWatchStarts() {
        JsonNode setup = services().get("setup-capture");
        assertThat(setup.path("entrypoint")).extracting(JsonNode::asText).contains(AllowMain.class.getName());
        assertThat(setup.path("environment").properties())
                .extracting(Map.Entry::getKey)
                .contains("PGUSER", "PGPASSWORD");
        assertThat(sources("setup-capture")).isEqualTo(sources("capture"));
        assertThat(services().get("capture").path("depends_on").has("setup-capture"))
                .isTrue();
    }

    private static Map<String, String> sources(String service) {
        return services().get(service).path("environment").properties().stream()
                .filter(variable -> variable.getKey().matches("SALESBOARD_(POS|CRM)_.*"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, variable -> variable.getValue().asText()));
    }

    private static JsonNode document() {
        return JSON.valueToTree(Rules.yaml(FILE));
    }

    private static Map<String, JsonNode> services() {
        return document().path("services").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, String> environment() throws Exception {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(Repository.path(".env"))) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    private static String resolve(String text, Map<String, String> environment) {
        return VARIABLE.matcher(text).replaceAll(match -> environment.get(match.group(1)));
    }
}
