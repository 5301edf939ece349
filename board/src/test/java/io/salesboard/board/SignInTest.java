package io.salesboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import io.salesboard.figures.Told;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a link becomes a session, and how it ends. */
class SignInTest {
    private final Told told = new Told();

    @TempDir
    private Path folder;

    private ServedBoard board;

    @BeforeEach
    void serve() throws Exception {
        told.rep("R1", "An")
                .source("pos", Told.NOW, false)
                .source("crm", Told.NOW, false)
                .frame();
        board = new ServedBoard(told, Told.business("VND"), folder);
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private String adminLink() {
        return board.accounts.link(Account.named(Role.ADMIN, "chi"));
    }

    @Test
    void whoWorksOnTheMachineIsLetInUnaskedUntilThereIsAnAdministrator() throws Exception {
        assertThat(board.get("/api/v1/quarantine").statusCode()).isEqualTo(200);
        board.accounts.link(Account.named(Role.REP, "R1"));
        assertThat(board.get("/api/v1/quarantine").statusCode()).isEqualTo(200);

        adminLink();

        assertThat(board.get("/api/v1/quarantine").statusCode()).isEqualTo(401);
    }

    @Test
    void whoAsksForSomebodyElseIsNotTheOneWhoWorksOnTheMachine() throws Exception {
        for (String header : new String[] {
            "X-Forwarded-For: 10.0.0.7",
            "Forwarded: for=10.0.0.7",
            "X-Real-IP: 10.0.0.7",
            "Sec-Fetch-Site: cross-site",
            "Origin: http://evil.example"
        }) {
            String[] parts = header.split(": ", -1);
            assertThat(board.send(HttpRequest.newBuilder(board.uri("/api/v1/health"))
                                    .header(parts[0], parts[1])
                                    .build())
                            .statusCode())
                    .as(header)
                    .isEqualTo(401);
        }
        assertThat(board.send(HttpRequest.newBuilder(board.uri("/tv"))
                                .header("Sec-Fetch-Site", "cross-site")
                                .header("Sec-Fetch-Mode", "navigate")
                                .header("Sec-Fetch-Dest", "document")
                                .build())
                        .statusCode())
                .as("a link in a chat that leads here")
                .isEqualTo(200);
    }

    @Test
    void aLinkOpensOneSessionAndNoSecond() throws Exception {
        String link = adminLink();
        Guest admin = Guest.withLink(board, link);
        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(200);

        HttpResponse<String> again = Guest.signIn(board, link);
        assertThat(again.statusCode()).isEqualTo(403);
        assertThat(again.body())
                .isEqualTo("{\"error\":\"this link opens nothing any more; ask for a new one where you got it\"}");
        assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aLinkThatWaitsLongerThanSevenDaysOpensNothing() throws Exception {
        String old = adminLink();
        board.clock.pass(Duration.ofDays(7).plusSeconds(1));

        assertThat(Guest.signIn(board, old).statusCode()).isEqualTo(403);
        assertThat(Guest.signIn(board, adminLink()).statusCode()).isEqualTo(204);
    }

    @Test
    void aSessionEndsNinetyDaysAfterItWasUsedLastAndATelevisionsNever() throws Exception {
        Guest admin = Guest.withLink(board, adminLink());
        Guest screen = Guest.of(board, Role.SCREEN, "showroom");
        board.clock.pass(Duration.ofDays(89));
        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(200);
        board.clock.pass(Duration.ofDays(89));
        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(200);
        board.clock.pass(Duration.ofDays(91));

        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(401);
        assertThat(screen.get("/api/v1/health").statusCode()).isEqualTo(200);
    }

    @Test
    void theCookieIsForThisServerAndForNoScript() throws Exception {
        HttpResponse<String> answer = Guest.signIn(board, adminLink());

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .matches(
                        "salesboard=[A-Za-z0-9_-]{43}; Path=/; (Expires=[^;]+; )?Max-Age=34560000; HttpOnly; SameSite=Lax");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        Guest admin = Guest.withLink(board, adminLink());
        assertThat(board.send(admin.request("/api/v1/sign-out")
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build())
                        .statusCode())
                .isEqualTo(204);

        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(401);
    }

    @Test
    void aMachineComesWithAKey() throws Exception {
        adminLink();
        String key = board.accounts.key(Account.named(Role.METRICS, "prometheus"));
        assertThat(withKey(key, "/metrics")).isEqualTo(200);
        assertThat(withKey(key, "/api/v1/health")).isEqualTo(403);
        assertThat(withKey(key + "x", "/metrics")).isEqualTo(401);
        board.accounts.revoke("metrics-prometheus");
        assertThat(withKey(key, "/metrics")).isEqualTo(401);
    }

    private int withKey(String key, String path) throws Exception {
        return board.send(HttpRequest.newBuilder(board.uri(path))
                        .header("Authorization", "Bearer " + key)
                        .build())
                .statusCode();
    }

    @Test
    void whatIsKeptOpensNothingAndIsTheOwnersOnly() throws Exception {
        String link = adminLink();
        String key = board.accounts.key(Account.named(Role.METRICS, "prometheus"));
        Guest admin = Guest.withLink(board, adminLink());
        String session = admin.cookie().replaceAll(".*=", "");

        Path accounts = folder.resolve("accounts");
        assertThat(Files.readString(accounts.resolve("accounts.json")))
                .contains("admin-chi")
                .doesNotContain(link, key, session);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(accounts)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(accounts)) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void saysWhatASignInNeeds() throws Exception {
        HttpResponse<String> answer = board.send(HttpRequest.newBuilder(board.uri("/api/v1/sign-in"))
                .POST(HttpRequest.BodyPublishers.ofString("token"))
                .build());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("the body of the request is not JSON");
    }
}
