package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What is asked of a board, and what is said of its answers. */
class AccountsCommandTest {
    private final List<String> asked = new ArrayList<>();
    private HttpServer board;
    private int status = 200;
    private String answer = "{}";

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws IOException {
        board = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        board.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
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

    private String run(int code, String... args) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            List<String> all = new ArrayList<>(List.of(args));
            all.addAll(List.of("--board", url() + "/"));
            assertThat(new CommandLine(new AccountsCommand()).execute(all.toArray(new String[0])))
                    .isEqualTo(code);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesALinkThatLeadsToTheBoard() {
        answer = "{\"account\":\"rep-R001\",\"link\":\"/in#abc\"}";

        assertThat(run(0, "link", "rep", "R001")).contains(url() + "/in#abc");
        assertThat(asked)
                .containsExactly("POST /api/v1/accounts null {\"role\":\"rep\",\"name\":\"R001\",\"key\":false}");
    }

    @Test
    void comesWithTheKeyOfAFileThatNoProcessListShows() throws IOException {
        answer = "{\"account\":\"metrics-p\",\"key\":\"xyz\"}";
        Path key = Files.writeString(folder.resolve("admin.key"), "secret\n");

        assertThat(run(0, "key", "metrics", "p", "--key-file", key.toString())).contains("xyz");
        assertThat(asked)
                .containsExactly(
                        "POST /api/v1/accounts Bearer secret" + " {\"role\":\"metrics\",\"name\":\"p\",\"key\":true}");
    }

    @Test
    void listsAccountsAndRevokesOne() {
        answer =
                "{\"accounts\":[{\"id\":\"rep-R001\",\"role\":\"rep\",\"of\":\"R001\",\"name\":\"An\",\"sessions\":2}]}";
        assertThat(run(0, "list")).containsPattern("rep-R001 +rep +An +2 signed in");

        answer = "{\"revoked\":\"rep-R 1\"}";
        assertThat(run(0, "revoke", "rep-R 1")).contains("revoked rep-R 1");
        assertThat(asked.get(1)).startsWith("DELETE /api/v1/accounts/rep-R%201 ");
    }

    @Test
    void saysWhyNotInOneSentence() {
        status = 404;
        answer = "{\"error\":\"there is no account 'x'; GET /api/v1/accounts lists them all\"}";

        assertThat(run(1, "revoke", "x"))
                .contains("error:", "there is no account 'x'")
                .hasLineCount(1);
        assertThat(run(2)).isEmpty();
    }
}
