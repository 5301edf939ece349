package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.salesboard.stack.BoardKey;
import io.salesboard.stack.Stack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How {@code ./salesboard status} asks a board that asks who one is. */
class StatusCommandTest {
    private final StatusCommand command = new StatusCommand();
    private HttpServer board;

    @TempDir
    private Path data;

    @BeforeEach
    void serve() throws IOException {
        board = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        board.createContext("/", exchange -> {
            boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body =
                    (known ? "{\"status\":\"ok\"}" : "{\"error\":\"sign in first\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        board.start();
        Files.createDirectories(data.resolve("run"));
        Files.writeString(
                Stack.file(data),
                "{\"board\": \"http://127.0.0.1:" + board.getAddress().getPort() + "\"}");
    }

    @AfterEach
    void stop() {
        board.stop(0);
    }

    @Test
    void comesWithTheKeyOfTheFileThatTheOptionNames() throws Exception {
        Path key = Files.writeString(data.resolve("board.key"), "secret\n");
        new CommandLine(command).parseArgs("--data-dir", data.toString(), "--key-file", key.toString());

        Stack stack = command.stack();

        assertThat(stack.boardKeyFile()).isEqualTo(key.toString());
        assertThat(command.health(stack, stack.boardKey()).path("status").asText())
                .isEqualTo("ok");
    }

    @Test
    void saysThatTheBoardAsksWhoOneIs() throws Exception {
        new CommandLine(command).parseArgs("--data-dir", data.toString());
        Stack stack = command.stack();

        assertThat(command.health(stack, BoardKey.NONE)).isNull();
        assertThat(command.silence()).contains("401", "sign in first", "name a file with a key: --key-file");
    }
}
