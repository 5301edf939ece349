package io.salesboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import io.salesboard.board.provider.Provider;
import io.salesboard.board.provider.ProviderSettings;
import io.salesboard.figures.Told;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The identity provider is reached and says nothing, until a test lets it. */
@Timeout(60)
class SilentProviderTest {
    private final PassingClock clock = new PassingClock();
    private final CountDownLatch silent = new CountDownLatch(1);
    private final AtomicInteger asked = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @TempDir
    private Path folder;

    private HttpServer provider;
    private ServedBoard board;

    @BeforeEach
    void serve() throws Exception {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.setExecutor(threads);
        provider.createContext("/", exchange -> {
            asked.incrementAndGet();
            try {
                silent.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        provider.start();
        ProviderSettings settings = new ProviderSettings(
                URI.create("http://127.0.0.1:" + provider.getAddress().getPort()),
                "board",
                Files.writeString(folder.resolve("client.secret"), "board-secret"),
                null,
                "sales-managers:manager",
                null,
                null);
        board = new ServedBoard(
                new Told().source("pos", Told.NOW, false).frame(),
                folder,
                0,
                new Provider(settings, URI.create("http://127.0.0.1/sign-in/callback"), clock));
        board.accounts.link(Account.named(Role.ADMIN, "chi"));
    }

    @AfterEach
    void stop() throws Exception {
        silent.countDown();
        board.close();
        provider.stop(0);
        threads.shutdownNow();
    }

    @Test
    void fewWaitForItAndTheBoardServesEverybodyElse() throws Exception {
        Guest admin = Guest.of(board, Role.ADMIN, "chi");
        HttpClient browsers = HttpClient.newHttpClient();
        HttpRequest signIn = HttpRequest.newBuilder(board.uri("/sign-in")).build();
        List<CompletableFuture<HttpResponse<String>>> answers = Stream.generate(
                        () -> browsers.sendAsync(signIn, HttpResponse.BodyHandlers.ofString()))
                .limit(60)
                .toList();

        await().until(() -> answers.stream().filter(CompletableFuture::isDone).count() == 56 && asked.get() == 4);
        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(200);

        silent.countDown();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertAway(answer.join());
        }
        assertAway(board.get("/sign-in"));
        assertThat(asked).as("it is left alone for a while").hasValue(4);
        clock.pass(Duration.ofSeconds(10));
        assertAway(board.get("/sign-in"));
        assertThat(asked).as("and then asked again").hasValue(5);
    }

    private static void assertAway(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/in?provider=away");
    }
}
