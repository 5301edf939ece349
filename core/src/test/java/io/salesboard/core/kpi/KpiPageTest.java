package io.salesboard.core.kpi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/kpis.md says what the catalogue says. */
class KpiPageTest {
    private static final Path PAGE = Path.of("../docs/kpis.md");

    @Test
    void thePageIsWhatTheCatalogueGenerates() throws Exception {
        if (Boolean.getBoolean("kpis.write")) {
            Files.writeString(PAGE, KpiPage.markdown());
        }
        assertThat(Files.readString(PAGE))
                .as("write it anew with: ./mvnw -pl core -am test -Dtest=KpiPageTest -Dkpis.write=true"
                        + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(KpiPage.markdown());
    }
}
