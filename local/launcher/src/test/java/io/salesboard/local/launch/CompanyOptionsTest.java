package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CompanyOptionsTest {
    @TempDir
    Path directory;

    @Test
    void theNextStartGoesOnWithWhatTheDirectoryHolds() throws Exception {
        Installation first = options("--seed", "7", "--replay", "60").resolve(null, directory);
        first.reaching(Instant.parse("2026-11-23T04:00:00Z")).write(directory);

        Installation next = options().resolve(Installation.read(directory), directory);

        assertThat(next).isEqualTo(new Installation(null, 7, 60, Instant.parse("2026-11-23T04:00:00Z"), null));
    }

    @Test
    void aClockThatRunsFasterGoesOnFromWhereItWas() throws Exception {
        Instant reached = Instant.parse("2026-11-23T04:00:00Z");

        Company company = options().company(new Installation(null, 7, 60, reached, null), true, directory, line -> {});

        assertThat(company.now()).isBetween(reached, reached.plusSeconds(600));
    }

    @Test
    void anotherCompanyIsRefusedSayingWhatTheDirectoryHolds() {
        Installation held = new Installation(null, 7, 1, null, null);

        assertThatThrownBy(() -> options("--seed", "8").resolve(held, directory))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(directory + " holds the demo company of seed 7")
                .hasMessageContaining("--fresh");
        assertThatThrownBy(() -> options("--data", "sales").resolve(held, directory))
                .isInstanceOf(LaunchException.class);
        assertThatThrownBy(() -> options("--replay", "60").resolve(held, directory))
                .isInstanceOf(LaunchException.class);
    }

    @Test
    void anotherZoneIsTakenAndKept() throws Exception {
        options("--zone", "Europe/Berlin").resolve(null, directory).write(directory);
        Installation berlin = options().resolve(Installation.read(directory), directory);
        Installation tokyo = options("--zone", "Asia/Tokyo").resolve(berlin, directory);

        assertThat(berlin.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(tokyo.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void whatCannotBeReadIsNamed() throws Exception {
        Files.writeString(directory.resolve(DataDirectory.MARK), "seed=many\n");

        assertThatThrownBy(() -> Installation.read(directory))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(directory.resolve(DataDirectory.MARK).toString());
        assertThatThrownBy(() -> options("--data", directory.toString())
                        .company(new Installation(directory, 42, 1, null, null), true, directory, line -> {}))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining("--data " + directory);
    }

    @Test
    void speedsAndRatesAreAboveZero() {
        assertThatThrownBy(() -> options("--replay", "0").resolve(null, directory))
                .hasMessageContaining("--replay 0.0");
        assertThatThrownBy(() -> options("--rate", "-1").resolve(null, directory))
                .hasMessageContaining("--rate -1.0");
    }

    private static CompanyOptions options(String... arguments) {
        return CommandLine.populateCommand(new CompanyOptions(), arguments);
    }
}
