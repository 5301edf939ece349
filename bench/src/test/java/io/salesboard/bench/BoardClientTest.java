package io.salesboard.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.salesboard.stack.BoardKey;
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

/** What a measurement asks a board that asks who one is. */
class BoardClientTest {
    private HttpServer board;
    private BoardKey key;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        key = BoardKey.read(Files.writeString(folder.resolve("board.key"), "secret\n"));
        board = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        board.createContext("/", exchange -> {
            boolean known = "Bearer secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] body = "{\"status\":\"ok\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(known ? 200 : 401, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        board.start();
    }

    @AfterEach
    void stop() {
        board.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + board.getAddress().getPort();
    }

    @Test
    void itsQuestionsAndItsStreamComeWithTheKey() throws Exception {
        assertThat(new BoardClient(key)
                        .get(url() + "/api/v1/health")
                        .path("status")
                        .asText())
                .isEqualTo("ok");
        Frames.listen(url(), key, "BENCH", (sum, at) -> {}).close();
    }

    @Test
    void saysWhatToDoWithoutOne() {
        String hint = "it asks who you are: name a file with a key, --key-file";

        assertThatThrownBy(() -> new BoardClient().get(url() + "/api/v1/health"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answered 401; " + hint);
        assertThatThrownBy(() -> Frames.listen(url(), BoardKey.NONE, "BENCH", (sum, at) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(hint);
    }
}
