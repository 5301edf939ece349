package io.salesboard.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.salesboard.e2e.deployment.Repository;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the house that no compiler holds: which module may use which, and what no code may call. */
class ArchitectureTest {
    private static final String CORE = "io.salesboard.core..";
    private static final String SCHEMAS = "io.salesboard.schemas..";
    private static final String SOURCES = "io.salesboard.sources..";
    private static final String JOBS = "io.salesboard.jobs..";
    private static final String CAPTURE = "io.salesboard.capture..";
    private static final String FIGURES = "io.salesboard.figures..";
    private static final String ALERTS = "io.salesboard.alerts..";
    private static final String BOARD = "io.salesboard.board..";
    private static final String STACK = "io.salesboard.stack..";
    private static final String VERIFY = "io.salesboard.verify..";
    private static final String DEMO = "io.salesboard.demo..";
    private static final String DATASETS = "io.salesboard.datasets..";
    private static final String BENCH = "io.salesboard.bench..";
    private static final String LOCAL = "io.salesboard.local..";

    private static final JavaClasses MODULES = new ClassFileImporter()
            .importPaths(Stream.of(
                            "core",
                            "schemas",
                            "sources",
                            "capture",
                            "figures",
                            "alerts",
                            "jobs",
                            "board",
                            "stack",
                            "verify",
                            "demo",
                            "datasets",
                            "bench",
                            "local/launcher",
                            "local/kafka",
                            "local/postgres",
                            "local/connect",
                            "local/registry")
                    .map(module -> Repository.path(module + "/target/classes"))
                    .toArray(Path[]::new));

    static List<ArchRule> rules() {
        return List.of(
                noClasses()
                        .that()
                        .resideInAPackage(CORE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.apache.flink..",
                                "org.apache.kafka..",
                                SCHEMAS,
                                FIGURES,
                                CAPTURE,
                                JOBS,
                                BOARD,
                                LOCAL)
                        .because("the core is pure: figures are computed and tested without Flink, Kafka or a screen"),
                noClasses()
                        .that()
                        .resideInAPackage(FIGURES)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.flink..", ALERTS, CAPTURE, JOBS, BOARD, LOCAL)
                        .because("figures come of the results topic alone, whoever reads it"),
                noClasses()
                        .that()
                        .resideInAPackage(ALERTS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.flink..", CAPTURE, JOBS, BOARD, LOCAL)
                        .because("rules are judged by what figures say, whoever runs them"),
                noClasses()
                        .that()
                        .resideInAPackage(JOBS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CAPTURE, BOARD, LOCAL)
                        .because("job and board meet in the schemas only"),
                noClasses()
                        .that()
                        .resideInAPackage(BOARD)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.flink..", CAPTURE, JOBS, LOCAL)
                        .because("job and board meet in the schemas only"),
                noClasses()
                        .that()
                        .resideInAPackage(CAPTURE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("org.apache.flink..", JOBS, BOARD, LOCAL)
                        .because("the capture watch knows databases, Connect and topics, and nothing of figures"),
                noClasses()
                        .that()
                        .resideInAPackage(VERIFY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(
                                "org.apache.flink..",
                                "org.apache.kafka..",
                                SCHEMAS,
                                FIGURES,
                                ALERTS,
                                CAPTURE,
                                JOBS,
                                BOARD)
                        .because("what checks the figures shares with what computes them only what the core declares"),
                noClasses()
                        .that()
                        .resideInAnyPackage(CORE, SCHEMAS, SOURCES, CAPTURE, FIGURES, ALERTS, JOBS, BOARD, VERIFY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(DEMO, DATASETS, BENCH, LOCAL)
                        .because("the product runs without the launcher, its companies and its measurements"),
                noClasses()
                        .that()
                        .resideInAnyPackage(DEMO, DATASETS)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(STACK, CAPTURE, FIGURES, ALERTS, JOBS, BOARD, VERIFY, BENCH, LOCAL)
                        .because("a company fills two databases, whoever started and watches them"),
                noClasses()
                        .that()
                        .resideInAnyPackage(STACK, BENCH)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(CAPTURE, FIGURES, ALERTS, JOBS, BOARD, VERIFY, DEMO, DATASETS, LOCAL)
                        .because("a running stack is asked at its addresses, whoever started it"),
                noClasses()
                        .that()
                        .resideInAPackage(LOCAL)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(FIGURES, ALERTS, JOBS, BOARD)
                        .because("the launcher runs the parts as processes and knows them by their contracts"),
                machineTime(),
                determinism());
    }

    private static ArchRule machineTime() {
        return noClasses()
                .should()
                .callMethod(LocalDate.class, "now")
                .orShould()
                .callMethod(ZoneId.class, "systemDefault")
                .orShould()
                .callMethod(TimeZone.class, "getDefault")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Date.class)
                .because("the business's zone decides what today is, not the machine's");
    }

    private static ArchRule determinism() {
        return noClasses()
                .that()
                .resideInAnyPackage(CORE, JOBS)
                .should()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .because("a restore computes everything again and must come to the same");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(MODULES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "core",
                "schemas",
                "sources",
                "capture",
                "figures",
                "alerts",
                "jobs",
                "board",
                "stack",
                "verify",
                "demo",
                "datasets",
                "bench",
                "local"
            })
    void looksAt(String module) {
        assertThat(MODULES).anyMatch(type -> type.getPackageName().startsWith("io.salesboard." + module));
    }

    @Test
    void seesTheMachinesZone() {
        JavaClasses bad = new ClassFileImporter().importClasses(Machine.class);

        assertThat(machineTime().evaluate(bad).hasViolation()).isTrue();
    }

    private static final class Machine {
        ZoneId zone() {
            return ZoneId.systemDefault();
        }
    }
}
