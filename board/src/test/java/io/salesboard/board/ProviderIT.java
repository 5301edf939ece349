package io.salesboard.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import io.salesboard.board.provider.Provider;
import io.salesboard.board.provider.ProviderSettings;
import io.salesboard.figures.Told;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People sign in with a real identity provider: what it says of them is what they see. */
class ProviderIT {
    private static final Pattern FORM = Pattern.compile("action=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static final Told TOLD = new Told();
    private static ServedBoard board;
    private static Keycloak keycloak;

    @BeforeAll
    static void start() throws Exception {
        TOLD.rep("R1", "An")
                .rep("R2", "Bình")
                .source("pos", Told.NOW, false)
                .source("crm", Told.NOW, false)
                .frame();
        int port = Keycloak.freePort();
        String address = "http://127.0.0.1:" + port;
        keycloak = Keycloak.start(address, folder.resolve("keycloak.log"));
        Path secret = Files.writeString(folder.resolve("client.secret"), "board-secret\n");
        Provider provider = new Provider(
                new ProviderSettings(
                        keycloak.issuer(), "board", secret, null, "sales-managers:manager,sales-reps:rep", null, null),
                URI.create(address + "/sign-in/callback"),
                Clock.systemUTC());
        board = new ServedBoard(TOLD, folder, port, provider);
        board.accounts.link(Account.named(Role.ADMIN, "chi"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (keycloak != null) {
            keycloak.close();
        }
        if (board != null) {
            board.close();
        }
    }

    /** A browser as far as signing in needs one: it keeps cookies, and shows where it was led. */
    private static final class Browser {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Map<String, String> cookies = new LinkedHashMap<>();
        private URI at;

        HttpResponse<String> open(String address) throws IOException, InterruptedException {
            return send(HttpRequest.newBuilder(URI.create(address)));
        }

        HttpResponse<String> fill(HttpResponse<String> page, String name, String password)
                throws IOException, InterruptedException {
            Matcher form = FORM.matcher(page.body());
            assertThat(form.find()).as(page.body()).isTrue();
            String fields = "username=" + name + "&password=" + URLEncoder.encode(password, StandardCharsets.UTF_8);
            return send(HttpRequest.newBuilder(URI.create(form.group(1).replace("&amp;", "&")))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(fields)));
        }

        private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                                .collect(Collectors.joining("; ")));
            }
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (String cookie : answer.headers().allValues("Set-Cookie")) {
                String[] pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            at = answer.uri();
            String next = answer.headers().firstValue("Location").orElse(null);
            return next == null ? answer : open(at.resolve(next).toString());
        }
    }

    private static HttpResponse<String> signIn(Browser browser, String name) throws Exception {
        HttpResponse<String> form = browser.open(board.uri("/sign-in").toString());
        assertThat(browser.at.toString()).startsWith(keycloak.issuer().toString());
        return browser.fill(form, name, name + "-password");
    }

    @Test
    void aRepSeesTheOwnFiguresAndNoOthers() throws Exception {
        Browser an = new Browser();
        HttpResponse<String> page = signIn(an, "an");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(an.at.getPath()).isEqualTo("/rep");
        assertThat(an.open(board.uri("/api/v1/rep").toString()).body()).contains("\"id\":\"R1\"");
        assertThat(an.open(board.uri("/api/v1/rep/R2").toString()).statusCode()).isEqualTo(403);
        assertThat(Files.readString(folder.resolve("accounts/audit.log")))
                .contains("\"who\":\"rep-R1\",\"from\":\"127.0.0.1\",\"did\":\"signed in\"");
    }

    @Test
    void aManagerSeesEverybodysAndIsAskedAgainTheNextDay() throws Exception {
        Browser mai = new Browser();
        signIn(mai, "mai");
        assertThat(mai.at.getPath()).isEqualTo("/tv");
        assertThat(mai.open(board.uri("/api/v1/rep/R2").toString()).statusCode())
                .isEqualTo(200);

        board.clock.pass(Duration.ofHours(12));

        assertThat(mai.open(board.uri("/api/v1/rep/R2").toString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoHasNoRoleHereIsNotLetIn() throws Exception {
        Browser cook = new Browser();
        signIn(cook, "cook");

        assertThat(cook.at.toString()).endsWith("/in?provider=away");
        assertThat(cook.open(board.uri("/api/v1/health").toString()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void aSignInThatAnotherBrowserBeganCountsForNobody() throws Exception {
        Browser other = new Browser();
        HttpResponse<String> form = other.open(board.uri("/sign-in").toString());
        String state = other.at.getQuery().replaceAll(".*state=([^&]+).*", "$1");
        assertThat(form.statusCode()).isEqualTo(200);
        Browser victim = new Browser();

        victim.open(board.uri("/sign-in/callback?code=stolen&state=" + state).toString());

        assertThat(victim.at.toString()).endsWith("/in?provider=away");
        assertThat(victim.open(board.uri("/api/v1/health").toString()).statusCode())
                .isEqualTo(401);
        other.open(board.uri("/sign-in/callback?code=made-up&state=" + state).toString());
        assertThat(other.at.toString())
                .as("the provider does not know the code")
                .endsWith("/in?provider=away");
    }

    @Test
    void theSignInPageKnowsThatThereIsAProvider() throws Exception {
        assertThat(new Browser().open(board.uri("/api/v1/sign-in").toString()).body())
                .isEqualTo("{\"provider\":true}");
    }
}
