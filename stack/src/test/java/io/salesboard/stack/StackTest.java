package io.salesboard.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
                "http://127.0.0.1:8080/rep/R001");

        stack.write(data);

        assertThat(Stack.read(data)).isEqualTo(stack);
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
