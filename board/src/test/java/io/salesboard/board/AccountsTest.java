package io.salesboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Accounts;
import io.salesboard.board.door.Role;
import io.salesboard.figures.Told;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How accounts are made, listed and revoked, and what the audit log says of it. */
class AccountsTest {
    private final Told told = new Told();

    @TempDir
    private Path folder;

    private ServedBoard board;
    private Guest admin;

    @BeforeEach
    void serve() throws Exception {
        told.rep("R1", "An")
                .team("T1", "Đội 1")
                .source("pos", Told.NOW, false)
                .source("crm", Told.NOW, false)
                .frame();
        board = new ServedBoard(told, Told.business("VND"), folder);
        admin = Guest.of(board, Role.ADMIN, "chi");
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private HttpResponse<String> make(Guest by, String body) throws Exception {
        return board.send(by.request("/api/v1/accounts")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpResponse<String> revoke(Guest by, String account) throws Exception {
        return board.send(by.request("/api/v1/accounts/" + account).DELETE().build());
    }

    private String audit() throws IOException {
        return Files.readString(folder.resolve("accounts/audit.log"));
    }

    @Test
    void anAdministratorHandsOutALinkAndTakesItBack() throws Exception {
        JsonNode made = ServedBoard.parse(
                make(admin, "{\"role\": \"rep\", \"name\": \"R1\"}").body());
        assertThat(made.get("account").asText()).isEqualTo("rep-R1");
        String link = made.get("link").asText();
        assertThat(link).matches("/in#[A-Za-z0-9_-]{43}");
        Guest rep = Guest.withLink(board, link.substring("/in#".length()));
        assertThat(rep.json("/api/v1/rep").at("/rep/id").asText()).isEqualTo("R1");

        assertThat(admin.json("/api/v1/accounts").get("accounts").toString())
                .isEqualTo("[{\"id\":\"admin-chi\",\"role\":\"admin\",\"of\":null,\"name\":null,\"sessions\":1},"
                        + "{\"id\":\"rep-R1\",\"role\":\"rep\",\"of\":\"R1\",\"name\":\"An\",\"sessions\":1}]");

        assertThat(revoke(admin, "rep-R1").body()).isEqualTo("{\"revoked\":\"rep-R1\"}");
        assertThat(rep.get("/api/v1/rep").statusCode()).isEqualTo(401);
    }

    @Test
    void saysWhatAnAccountNeeds() throws Exception {
        assertThat(make(admin, "{\"role\": \"boss\", \"name\": \"x\"}").body())
                .contains("unknown role 'boss'; use one of screen, rep, lead, manager, ops, admin, metrics");
        assertThat(make(admin, "{\"role\": \"lead\"}").body())
                .contains("an account of role 'lead' needs the id of the team it belongs to");
        assertThat(make(admin, "{\"role\": \"screen\", \"name\": \" \"}").body())
                .contains("an account of role 'screen' needs a name");
        assertThat(make(admin, "{\"role\": \"rep\", \"name\": \"R9\"}").body())
                .contains("there is no rep 'R9'; /api/v1/kpis?scope=rep&window=day lists them all");
        assertThat(revoke(admin, "rep-R9").body()).contains("there is no account 'rep-R9'");
    }

    @Test
    void theLastAdministratorStays() throws Exception {
        assertThat(revoke(admin, "admin-chi").body())
                .contains("'admin-chi' is the last administrator; make another one first");
        assertThat(make(admin, "{\"role\": \"admin\", \"name\": \"dung\"}").statusCode())
                .isEqualTo(200);
        assertThat(revoke(admin, "admin-chi").statusCode()).isEqualTo(200);
        assertThat(admin.get("/api/v1/accounts").statusCode()).isEqualTo(401);
    }

    @Test
    void aDemoMakesLinksUnaskedButNoAdministratorThatWouldLockItsOwnUserOut() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("demo"));
        try (ServedBoard demo = new ServedBoard(told, Told.business("VND"), elsewhere)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(demo.uri("/api/v1/accounts"));
            assertThat(demo.send(request.POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"role\": \"rep\", \"name\": \"R1\"}"))
                                    .build())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(demo.send(request.POST(HttpRequest.BodyPublishers.ofString(
                                            "{\"role\": \"admin\", \"name\": \"x\"}"))
                                    .build())
                            .body())
                    .contains("with an administrator this board asks everybody who they are");
            assertThat(demo.get("/api/v1/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void theAuditLogSaysWhoOpenedAndChangedWhatAndHoldsNoToken() throws Exception {
        String link = ServedBoard.parse(
                        make(admin, "{\"role\": \"rep\", \"name\": \"R1\"}").body())
                .get("link")
                .asText()
                .substring("/in#".length());
        Guest rep = Guest.withLink(board, link);
        rep.get("/rep");
        rep.get("/api/v1/kpis?scope=rep&window=month");
        rep.get("/api/v1/rep/R2");
        rep.get("/api/v1/health");
        Guest.stranger(board).get("/metrics");
        Guest.signIn(board, link);
        revoke(admin, "rep-R1");

        List<String> lines = audit().lines()
                .map(line -> line.replaceFirst("\"at\":\"[^\"]+\",", ""))
                .toList();
        assertThat(lines)
                .containsExactly(
                        "{\"who\":\"admin-chi\",\"from\":\"127.0.0.1\",\"did\":\"signed in\",\"what\":\"admin-chi\"}",
                        "{\"who\":\"admin-chi\",\"from\":\"127.0.0.1\",\"did\":\"changed\",\"what\":\"link for rep-R1\"}",
                        "{\"who\":\"rep-R1\",\"from\":\"127.0.0.1\",\"did\":\"signed in\",\"what\":\"rep-R1\"}",
                        "{\"who\":\"rep-R1\",\"from\":\"127.0.0.1\",\"did\":\"opened\",\"what\":\"/rep\"}",
                        "{\"who\":\"rep-R1\",\"from\":\"127.0.0.1\",\"did\":\"opened\","
                                + "\"what\":\"/api/v1/kpis?scope=rep&window=month\"}",
                        "{\"who\":\"rep-R1\",\"from\":\"127.0.0.1\",\"did\":\"refused\",\"what\":\"GET /api/v1/rep/R2: 403\"}",
                        "{\"who\":null,\"from\":\"127.0.0.1\",\"did\":\"refused\",\"what\":\"GET /metrics: 401\"}",
                        "{\"who\":null,\"from\":\"127.0.0.1\",\"did\":\"refused\",\"what\":\"POST /api/v1/sign-in: 403\"}",
                        "{\"who\":\"admin-chi\",\"from\":\"127.0.0.1\",\"did\":\"changed\",\"what\":\"revoked rep-R1\"}");
        assertThat(audit()).doesNotContain(link, rep.cookie().replaceAll(".*=", ""));
    }

    @Test
    void theMainOfADeploymentMakesTheFirstAdministratorWhileTheBoardRuns() throws Exception {
        Path settings = Files.writeString(
                folder.resolve("board.properties"),
                "bootstrap-servers=k:1\nregistry=http://r\npublic-url=https://sales.example.com/\naccounts-dir="
                        + folder.resolve("accounts") + "\n");
        String link = told(settings, "link", "admin", "dung");
        assertThat(link).matches("https://sales\\.example\\.com/in#[A-Za-z0-9_-]{43}\n");
        Guest dung = Guest.withLink(board, link.strip().replaceAll(".*#", ""));
        assertThat(dung.get("/api/v1/accounts").statusCode()).isEqualTo(200);
        assertThat(told(settings, "list")).isEqualTo("admin-chi\t1\nadmin-dung\t1\n");
        assertThat(told(settings, "key", "metrics", "prometheus")).matches("[A-Za-z0-9_-]{43}\n");

        assertThat(told(settings, "revoke", "admin-chi")).isEmpty();

        assertThat(admin.get("/api/v1/accounts").statusCode()).isEqualTo(401);
        assertThatThrownBy(() -> told(settings, "revoke", "admin-chi"))
                .hasMessage("there is no account 'admin-chi'; list names them all");
        assertThatThrownBy(() -> told(settings, "link", "admin"))
                .hasMessageContaining("list | link ROLE NAME | key ROLE NAME | revoke ACCOUNT");
    }

    private static String told(Path settings, String... what) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> args = new ArrayList<>(List.of(settings.toString()));
        args.addAll(List.of(what));
        AccountsMain.run(args.toArray(new String[0]), new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatTwoWriteAtOnceIsAllThere() throws Exception {
        Accounts other = new Accounts(folder.resolve("accounts"), board.clock);
        ConcurrentLinkedQueue<String> links = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        IntStream.range(0, 60)
                .forEach(i -> threads.execute(() ->
                        links.add((i % 2 == 0 ? board.accounts : other).link(Account.named(Role.SCREEN, "tv" + i)))));
        threads.shutdown();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

        assertThat(board.accounts.all()).hasSize(61);
        assertThat(links).hasSize(60);
        for (String link : links) {
            assertThat(other.redeem(link).visitor().role()).isEqualTo(Role.SCREEN);
        }
    }

    @Test
    void anOldLinkIsNotKept() throws Exception {
        make(admin, "{\"role\": \"rep\", \"name\": \"R1\"}");
        board.clock.pass(Duration.ofDays(8));
        make(admin, "{\"role\": \"screen\", \"name\": \"tv\"}");

        JsonNode kept = ServedBoard.parse(Files.readString(folder.resolve("accounts/accounts.json")));
        assertThat(kept.get("links")).hasSize(1);
    }

    @Test
    void letsNobodyInWhileItsAccountsCannotBeRead() throws Exception {
        Files.writeString(folder.resolve("accounts/accounts.json"), "{");
        for (Guest guest : List.of(admin, Guest.stranger(board))) {
            HttpResponse<String> answer = guest.get("/api/v1/health");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).isEqualTo("{\"error\":\"the board could not answer; its log says why\"}");
        }
        assertThat(Guest.stranger(board).get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyWritesALineOfTheAuditLogThatIsNotTheirs() throws Exception {
        long before = audit().lines().count();
        Guest.stranger(board).get("/api/v1/x%0A%7B%22who%22:%22admin-chi%22%7D%0D%0Ay");
        assertThat(audit().lines().count()).isEqualTo(before + 1);
        assertThat(audit().lines().skip(before)).allMatch(line -> line.contains("\"who\":null"));
    }

    @Test
    void saysWhereAccountsThatCannotBeReadAre() throws Exception {
        Files.writeString(folder.resolve("accounts/accounts.json"), "{");
        assertThatThrownBy(() -> new Accounts(folder.resolve("accounts"), board.clock))
                .hasMessageContaining(
                        folder.resolve("accounts/accounts.json") + " cannot be read; put a backup of it there");
    }
}
