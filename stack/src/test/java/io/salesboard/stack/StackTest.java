package io.salesboard.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackTest {
    @TempDir
    Path data;

    @Test
    void readsWhatWasWritten() throws IOException {
        Stack.Database pos = new Stack.Database("jdbc:postgresql://127.0.0.1:8086/pos", "salesboard", "/secret");
        Stack stack = new Stack(
                "http://127.0.0.1:8080",
                "http://127.0.0.1:8081",
                "http://127.0.0.1:8082",
                "http://127.0.0.1:8083",
                "127.0.0.1:8084",
                pos,
                pos,
                "Asia/Ho_Chi_Minh",
                "VND",
                "real",
                "08:00",
                "22:00",
                List.of(new Stack.Part("kafka", 123, "127.0.0.1:8084")),
                "http://127.0.0.1:8080/rep/R001",
                "/secret/board.key");

        stack.write(data);

        assertThat(Stack.read(data)).isEqualTo(stack);
    }

    @Test
    void aBoardThatLetsThisMachineInNeedsNoKey() throws IOException {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(Stack.file(data), "{\"board\": \"http://127.0.0.1:8080\"}");

        assertThat(authorization(Stack.read(data))).isEmpty();
    }

    @Test
    void comesWithTheKeyOfTheFileThatIsNamedAndTellsItToNobodyElse() throws IOException {
        Path key = Files.writeString(data.resolve("board.key"), "secret\n");
        Files.createDirectories(data.resolve("run"));
        Files.writeString(Stack.file(data), "{\"boardKeyFile\": \"" + key + "\"}");

        Stack stack = Stack.read(data);

        assertThat(authorization(stack)).contains("Bearer secret");
        assertThat(stack.toString() + stack.boardKey()).doesNotContain("secret");
        Path other = Files.writeString(data.resolve("other.key"), "another");
        assertThat(authorization(stack.openedBy(other))).contains("Bearer another");
        assertThat(stack.openedBy(null)).isEqualTo(stack);
    }

    @Test
    void theOptionCountsBeforeTheEnvironment() {
        Path option = Path.of("option.key");
        Map<String, String> environment = Map.of("SALESBOARD_KEY_FILE", "environment.key");

        assertThat(BoardKey.file(option, environment)).isEqualTo(option);
        assertThat(BoardKey.file(null, environment)).isEqualTo(Path.of("environment.key"));
        assertThat(BoardKey.file(null, Map.of())).isNull();
        assertThat(BoardKey.file(null, Map.of("SALESBOARD_KEY_FILE", ""))).isNull();
    }

    @Test
    void namesTheFileThatHoldsNoKeyAndNotWhatIsInIt() throws IOException {
        for (String none : List.of("", "\n", "two words", "two\nlines", "chìa")) {
            Path file = Files.writeString(data.resolve("board.key"), none);
            assertThatThrownBy(() -> BoardKey.read(file))
                    .as(none)
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " holds no key to a board; ./salesboard accounts key ROLE NAME makes one");
        }
        assertThatThrownBy(() -> BoardKey.read(data.resolve("none.key")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot read the key to the board in " + data.resolve("none.key"));
    }

    private static Optional<String> authorization(Stack stack) throws IOException {
        return stack.boardKey()
                .show(HttpRequest.newBuilder(URI.create("http://127.0.0.1:8080")))
                .build()
                .headers()
                .firstValue("Authorization");
    }

    @Test
    void saysHowToStartWhenNothingRuns() {
        assertThatThrownBy(() -> Stack.read(data))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no stack is running on " + data)
                .hasMessageContaining("./salesboard demo");
    }

    @Test
    void namesTheFileThatIsNotAStack() throws IOException {
        Files.createDirectories(data.resolve("run"));
        Files.writeString(Stack.file(data), "[]");

        assertThatThrownBy(() -> Stack.read(data)).hasMessageContaining(Stack.file(data) + " is not a description");
    }
}
