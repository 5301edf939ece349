package io.salesboard.e2e.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each line of docs/security.md is held by a test that there is. */
class SecurityPageTest {
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z]+(?:Test|IT))\\.([a-z][A-Za-z]+)`");

    @Test
    void eachLineNamesTestsThatExist() throws IOException {
        List<String> lines = Repository.text(Repository.path("docs/security.md"))
                .lines()
                .filter(line -> line.matches("\\| [0-9].*"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(30);
        List<String> missing = new ArrayList<>();
        for (String line : lines) {
            List<MatchResult> tests = TEST.matcher(line).results().toList();
            assertThat(tests).as(line).isNotEmpty();
            for (MatchResult test : tests) {
                if (!exists(test.group(1), test.group(2))) {
                    missing.add(test.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(exists("DoorTest", "isNotThere"))
                .as("a test that there is not")
                .isFalse();
    }

    private static boolean exists(String type, String method) throws IOException {
        Pattern declared = Pattern.compile("@Test\\s+void " + method + "\\(");
        for (String module : List.of("board", "e2e")) {
            try (Stream<Path> files = Files.walk(Repository.path(module + "/src/test/java"))) {
                for (Path file :
                        files.filter(path -> path.endsWith(type + ".java")).toList()) {
                    if (declared.matcher(Repository.text(file)).find()) {
                        return true;
                    }
                }
            }
        }
        return false;
    }
}
