package io.salesboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.javalin.Javalin;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Accounts;
import io.salesboard.board.door.Role;
import io.salesboard.board.door.Surroundings;
import io.salesboard.core.settings.Settings;
import io.salesboard.figures.Told;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A board that others than its own machine can reach: names, proxies, encryption, limits. */
@Timeout(60)
class NetworkTest {
    private static final Surroundings BEHIND_A_PROXY =
            Surroundings.of("0.0.0.0", false, URI.create("https://sales.example.com"), "127.0.0.1");

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
        board = new ServedBoard(told, folder, BEHIND_A_PROXY);
        board.accounts.link(Account.named(Role.ADMIN, "chi"));
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    /** The lines of the head of the answer to a request that is written as it is. */
    private List<String> ask(String request) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", board.uri("/").getPort()));
            socket.getOutputStream()
                    .write((request.replace("\n", "\r\n") + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            List<String> head = new ArrayList<>();
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                head.add(line);
            }
            return head;
        }
    }

    private int status(String request) throws IOException {
        return Integer.parseInt(ask(request).get(0).split(" ", -1)[1]);
    }

    @Test
    void answersToItsOwnNamesOnly() throws Exception {
        for (String own :
                List.of("localhost", "127.0.0.1:8080", "[::1]:8080", "sales.example.com", "SALES.example.com:443")) {
            assertThat(status("GET /in HTTP/1.1\nHost: " + own)).as(own).isEqualTo(200);
        }
        for (String other :
                List.of("evil.example", "localhost.evil.example", "sales.example.com.evil.example", "10.0.0.7")) {
            assertThat(status("GET /in HTTP/1.1\nHost: " + other)).as(other).isEqualTo(421);
        }
        assertThat(status("GET /in HTTP/1.0")).isEqualTo(421);
        assertThat(status("GET /livez HTTP/1.0"))
                .as("a health check needs no name")
                .isEqualTo(200);
    }

    @Test
    void aMachineWithAKeyMayCallItByAnyName() throws Exception {
        String key = board.accounts.key(Account.named(Role.METRICS, "prometheus"));
        assertThat(status("GET /metrics HTTP/1.1\nHost: board:8080\nAuthorization: Bearer " + key))
                .isEqualTo(200);
        assertThat(status("GET /metrics HTTP/1.1\nHost: board:8080\nAuthorization: Bearer x"))
                .isEqualTo(401);
    }

    @Test
    void aPageOfAnotherAddressChangesNothing() throws Exception {
        String session = Guest.of(board, Role.ADMIN, "dung").cookie();
        String request = "DELETE /api/v1/accounts/screen-tv HTTP/1.1\nHost: sales.example.com\nCookie: " + session;
        for (String header : List.of(
                "Origin: https://evil.example",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            assertThat(status(request + "\n" + header)).as(header).isEqualTo(403);
        }
        for (String header : List.of("Origin: https://sales.example.com", "Sec-Fetch-Site: same-origin")) {
            assertThat(status(request + "\n" + header)).as(header).isEqualTo(404);
        }
    }

    @Test
    void takesTheAddressOfWhoAsksFromTheProxyThatIsNamedAndFromNobodyElse() throws Exception {
        ask("GET /metrics HTTP/1.1\nHost: localhost\nX-Forwarded-For: 1.2.3.4, 203.0.113.9");
        assertThat(Files.readString(folder.resolve("accounts/audit.log"))).contains("\"from\":\"203.0.113.9\"");

        Path other = Files.createDirectory(folder.resolve("other"));
        try (ServedBoard direct = new ServedBoard(
                told, other, Surroundings.of("0.0.0.0", false, URI.create("https://s.example"), "10.0.0.0/8"))) {
            direct.send(HttpRequest.newBuilder(direct.uri("/metrics"))
                    .header("X-Forwarded-For", "203.0.113.9")
                    .build());
        }
        assertThat(Files.readString(other.resolve("accounts/audit.log")))
                .contains("\"from\":\"127.0.0.1\"")
                .doesNotContain("203.0.113.9");
    }

    @Test
    void whomTheProxyHeardCountsAlsoInALineOfItsOwn() throws Exception {
        String request = "GET /metrics HTTP/1.1\nHost: localhost\nX-Forwarded-For: 1.2.3.4\nX-Forwarded-For: ";
        ask(request + "203.0.113.9");
        ask(request + "203.0.113.10, 127.0.0.1,");
        assertThat(refused(folder.resolve("accounts/audit.log")))
                .hasSize(2)
                .noneMatch(line -> line.contains("1.2.3.4"))
                .anyMatch(line -> line.contains("\"from\":\"203.0.113.9\""))
                .anyMatch(line -> line.contains("\"from\":\"203.0.113.10\""));
    }

    @Test
    void refusesWhoComesPastTheProxyInClear() throws Exception {
        InetAddress own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst()
                .orElse(null);
        assumeThat(own).as("an address in a network").isNotNull();
        String key = board.accounts.key(Account.named(Role.METRICS, "prometheus"));
        Javalin everywhere = board.unstarted().start("0.0.0.0", 0);
        try {
            String past = "http://" + own.getHostAddress() + ":" + everywhere.port();
            HttpResponse<String> refused = withKey(past + "/metrics", key);
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .contains(
                            "what you send here is not encrypted; open the board's public address, or name yours in the"
                                    + " setting 'proxy' if you are the proxy that encrypts");
            assertThat(withKey(past + "/in", key).statusCode()).isEqualTo(403);
            assertThat(withKey(past + "/livez", key).body()).isEqualTo("ok");
            assertThat(withKey("http://127.0.0.1:" + everywhere.port() + "/metrics", key)
                            .statusCode())
                    .isEqualTo(200);
        } finally {
            everywhere.stop();
        }
        Surroundings named = Surroundings.of("0.0.0.0", false, null, own.getHostAddress());
        try (ServedBoard scraped = new ServedBoard(told, Files.createDirectory(folder.resolve("scraped")), named)) {
            String itsKey = scraped.accounts.key(Account.named(Role.METRICS, "prometheus"));
            Javalin behind = scraped.unstarted().start("0.0.0.0", 0);
            try {
                assertThat(withKey("http://" + own.getHostAddress() + ":" + behind.port() + "/metrics", itsKey)
                                .statusCode())
                        .isEqualTo(200);
            } finally {
                behind.stop();
            }
        }
    }

    private HttpResponse<String> withKey(String address, String key) throws Exception {
        return board.send(HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + key)
                .build());
    }

    @Test
    void whatAProxySaysThatIsNoAddressIsWrittenDownAndNothingElse() throws Exception {
        for (String odd : List.of("unknown", "1:::2", "999.1.1.1", "1.2.3.4.5", "1.2.3.4.", "example.com", ":")) {
            assertThat(status("GET /metrics HTTP/1.1\nHost: localhost\nX-Forwarded-For: " + odd))
                    .as(odd)
                    .isEqualTo(401);
        }
        assertThat(Surroundings.of("999.1.1.1", false, null, null).loopback()).isFalse();
        assertThat(Surroundings.of("127.0.0.1.example.com", false, null, null).loopback())
                .isFalse();
    }

    @Test
    void theCookieOfAnEncryptedBoardIsSentEncryptedOnlyAndToThisHostOnly() throws Exception {
        HttpResponse<String> answer = Guest.signIn(board, board.accounts.link(Account.named(Role.ADMIN, "chi")));

        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-salesboard=")
                .contains("Path=/;", "Secure;", "HttpOnly;", "SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
    }

    @Test
    void nobodyIsLetInUnaskedBeyondLoopback() throws Exception {
        try (ServedBoard fresh =
                new ServedBoard(told, Files.createDirectory(folder.resolve("fresh")), BEHIND_A_PROXY)) {
            assertThat(fresh.get("/api/v1/health").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void refusesToStartBeyondLoopbackWithoutEncryptionOrAdministrator() throws Exception {
        Accounts none = new Accounts(folder.resolve("none"), board.clock);
        for (String everywhere : List.of("0.0.0.0", "::", "10.0.0.7", "sales.example.com")) {
            assertThatThrownBy(
                            () -> Surroundings.of(everywhere, false, null, null).requireGuarded(board.accounts))
                    .as(everywhere)
                    .hasMessage(
                            "the board would listen beyond this machine without encryption; set 'tls-certificate' and"
                                    + " 'tls-key', or name the proxy that encrypts in 'proxy', or set 'bind-address' to 127.0.0.1");
            assertThatThrownBy(
                            () -> Surroundings.of(everywhere, true, null, null).requireGuarded(none))
                    .as(everywhere)
                    .hasMessage("the board would listen beyond this machine and nobody could sign in; make the first"
                            + " administrator with AccountsMain, see docs/deployment.md");
        }
        BEHIND_A_PROXY.requireGuarded(board.accounts);
        BoardSettings open = Settings.parse(
                "bind-address=0.0.0.0\nbootstrap-servers=127.0.0.1:1\nregistry=http://127.0.0.1:1\naccounts-dir="
                        + folder.resolve("none") + "\n",
                BoardSettings.class);
        assertThatThrownBy(() -> BoardMain.run(open)).hasMessageContaining("beyond this machine without encryption");
        for (String here : List.of("127.0.0.1", "localhost", "::1", "127.1.2.3")) {
            Surroundings.of(here, false, null, null).requireGuarded(none);
        }
    }

    @Test
    void refusesMoreFailedSignInsThanTenAMinuteFromOneAddress() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(Guest.signIn(board, "guess" + i).statusCode()).isEqualTo(403);
        }
        String link = board.accounts.link(Account.named(Role.REP, "R1"));
        assertThat(Guest.signIn(board, link).statusCode()).isEqualTo(429);

        board.clock.pass(Duration.ofMinutes(1));

        assertThat(Guest.signIn(board, link).statusCode()).isEqualTo(204);
    }

    @Test
    void refusesAStrangerWhoAsksAllTheTimeAndServesTheOthers() throws Exception {
        Guest admin = Guest.of(board, Role.ADMIN, "dung");
        Guest stranger = Guest.stranger(board);
        int status = 0;
        int asked = 0;
        while (status != 429 && asked < 400) {
            status = stranger.get("/assets/in.js").statusCode();
            asked++;
        }
        assertThat(status).isEqualTo(429);
        assertThat(admin.get("/api/v1/health").statusCode()).isEqualTo(200);
        assertThat(stranger.get("/livez").statusCode()).isEqualTo(200);
    }

    @Test
    void aStrangerWhoIsRefusedAllTheTimeWritesFewAndShortLines() throws Exception {
        board.clock.pass(Duration.ofMinutes(1));
        Path log = folder.resolve("accounts/audit.log");
        long before = Files.readString(log).length();
        Guest stranger = Guest.stranger(board);
        for (int i = 0; i < 35; i++) {
            assertThat(stranger.get("/api/v1/" + "x".repeat(6_000)).statusCode())
                    .isEqualTo(401);
        }
        ask("GET /metrics HTTP/1.1\nHost: localhost\nX-Forwarded-For: " + "y".repeat(1_000));
        assertThat(refused(log)).hasSize(21).allMatch(line -> line.length() < 350 && line.contains(": 401\""));

        board.clock.pass(Duration.ofMinutes(1));
        stranger.get("/livez");

        assertThat(refused(log))
                .hasSize(22)
                .last(InstanceOfAssertFactories.STRING)
                .contains(
                        "\"from\":\"127.0.0.1\",\"did\":\"refused\",\"what\":\"15 more in the minute of 2026-11-23T08:01:00Z\"");
        assertThat(Files.readString(log).length() - before).isLessThan(22 * 350);
        assertThat(stranger.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(refused(log)).as("of each minute some").hasSize(23);
    }

    private static List<String> refused(Path log) throws IOException {
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains("\"did\":\"refused\""))
                .toList();
    }

    @Test
    void oneAddressHasSoManyStreamsAndTheOthersStillGetTheirs() throws Exception {
        try (ServedBoard small =
                new ServedBoard(told, Files.createDirectory(folder.resolve("small")), BEHIND_A_PROXY, 2, 500)) {
            List<Guest> office = new ArrayList<>();
            for (String name : List.of("an", "binh", "chi")) {
                office.add(Guest.of(small, Role.MANAGER, name));
            }
            try (InputStream first = stream(small, office.get(0), "203.0.113.9");
                    InputStream second = stream(small, office.get(1), "203.0.113.9")) {
                HttpResponse<String> third = small.send(streamRequest(office.get(2), "203.0.113.9"));
                assertThat(third.statusCode()).isEqualTo(503);
                assertThat(third.body())
                        .contains("the board serves 2 streams to one address and no more; close screens that nobody"
                                + " looks at, or raise the setting 'max-streams-per-address'");
                stream(small, office.get(2), "203.0.113.10").close();
                assertThat(List.of(first.read(), second.read())).doesNotContain(-1);
            }
            await().until(() -> small.status(streamRequest(office.get(2), "203.0.113.9")) == 200);
            try (InputStream first = stream(small, office.get(0), "2001:db8:0:1::1");
                    InputStream second = stream(small, office.get(1), "2001:db8:0:1::2")) {
                assertThat(small.status(streamRequest(office.get(2), "2001:db8:0:1:ffff::3")))
                        .as("of the same network")
                        .isEqualTo(503);
                stream(small, office.get(2), "2001:db8:0:2::1").close();
                assertThat(List.of(first.read(), second.read())).doesNotContain(-1);
            }
        }
    }

    private static InputStream stream(ServedBoard board, Guest guest, String from) throws Exception {
        HttpResponse<InputStream> answer =
                HttpClient.newHttpClient().send(streamRequest(guest, from), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).as(from).isEqualTo(200);
        return answer.body();
    }

    private static HttpRequest streamRequest(Guest guest, String from) {
        return guest.request("/api/v1/stream?view=rep:month")
                .header("X-Forwarded-For", from)
                .build();
    }

    @Test
    void oneAddressHasSoManyConnectionsAndOneMoreIsClosedAtOnce() throws Exception {
        Surroundings elsewhere = Surroundings.of("0.0.0.0", false, URI.create("https://s.example"), "10.0.0.8");
        List<Socket> sockets = new ArrayList<>();
        try (ServedBoard small =
                new ServedBoard(told, Files.createDirectory(folder.resolve("small")), elsewhere, 300, 3)) {
            for (int i = 0; i < 3; i++) {
                sockets.add(connect(small));
                assertThat(answers(sockets.get(i))).as("connection " + i).isTrue();
            }
            for (int i = 0; i < 3; i++) {
                sockets.add(connect(small));
                assertThat(answers(sockets.get(3 + i)))
                        .as("connection too many")
                        .isFalse();
            }
            assertThat(answers(sockets.get(0)))
                    .as("those that are open stay so")
                    .isTrue();
            sockets.get(0).close();
            await().until(() -> {
                sockets.add(connect(small));
                return answers(sockets.get(sockets.size() - 1));
            });
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void theConnectionsOfAProxyAreEverybodysAndNotCounted() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (ServedBoard small =
                new ServedBoard(told, Files.createDirectory(folder.resolve("small")), BEHIND_A_PROXY, 300, 1)) {
            for (int i = 0; i < 5; i++) {
                sockets.add(connect(small));
                assertThat(answers(sockets.get(i))).as("connection " + i).isTrue();
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static Socket connect(ServedBoard board) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(10_000);
        socket.connect(new InetSocketAddress("127.0.0.1", board.uri("/").getPort()));
        return socket;
    }

    /** Whether a request over an open connection, which stays open, is answered; false where it was closed. */
    private static boolean answers(Socket socket) {
        try {
            socket.getOutputStream()
                    .write("GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            InputStream answer = socket.getInputStream();
            StringBuilder read = new StringBuilder();
            while (!read.toString().endsWith("\r\n\r\nok")) {
                int next = answer.read();
                if (next < 0) {
                    return false;
                }
                read.append((char) next);
            }
            return true;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither answered nor closed", e);
        } catch (IOException e) {
            return false; // closed before it was written
        }
    }

    @Test
    void refusesABodyThatIsLargerThanAnyRequestNeeds() throws Exception {
        assertThat(Guest.signIn(board, "x".repeat(20_000)).statusCode()).isEqualTo(413);
    }

    @Test
    void everyAnswerHasTheHeadersThatProtectIt() throws Exception {
        Guest admin = Guest.of(board, Role.ADMIN, "dung");
        List<String> paths =
                new ArrayList<>(List.of("/nothing", "/assets/tv.js", "/api/v1/kpis", "/assets/nothing.js"));
        board.routes().stream()
                .filter(route ->
                        route.method().name().equals("GET") && !route.path().equals("/api/v1/stream"))
                .forEach(route -> paths.add(route.path().replace("{id}", "R1").replace("{kpi}", "K01.net")));
        for (String path : paths) {
            for (Guest guest : List.of(admin, Guest.stranger(board))) {
                HttpResponse<String> answer = guest.get(path);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElse(""))
                        .as(path)
                        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                        .contains("frame-ancestors 'self'", "base-uri 'none'", "form-action 'none'")
                        .doesNotContain("unsafe", "http");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .as(path)
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("Referrer-Policy"))
                        .as(path)
                        .contains("no-referrer");
                assertThat(answer.headers().firstValue("Server")).as(path).isEmpty();
                if (!path.startsWith("/assets/")) {
                    assertThat(answer.headers().firstValue("Cache-Control"))
                            .as(path)
                            .contains("no-store");
                }
            }
        }
    }

    @Test
    void encryptsWithItsOwnCertificate() throws Exception {
        KeyStore made = certificate();
        Path certificate =
                pem("cert.pem", "CERTIFICATE", made.getCertificate("board").getEncoded());
        Path key = pem(
                "key.pem",
                "PRIVATE KEY",
                made.getKey("board", "secret".toCharArray()).getEncoded());
        ServedBoard direct = new ServedBoard(
                told,
                Files.createDirectory(folder.resolve("direct")),
                Surroundings.of("0.0.0.0", true, URI.create("https://localhost"), null),
                300,
                1);
        Javalin server = direct.unstarted().start("127.0.0.1", 0, Tls.read(certificate, key));
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(made);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/livez"))
                    .build();
            HttpClient client = HttpClient.newBuilder().sslContext(context).build();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).isEqualTo("ok");
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");

            HttpClient another = HttpClient.newBuilder().sslContext(context).build();
            assertThatThrownBy(() -> another.send(request, HttpResponse.BodyHandlers.ofString()))
                    .as("an encrypted connection counts, once: this is the second of one")
                    .isInstanceOf(IOException.class);
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("ok");
        } finally {
            server.stop();
            direct.close();
        }
        assertThatThrownBy(() -> Tls.read(certificate, certificate))
                .hasMessage("setting 'tls-key': " + certificate
                        + " is no unencrypted PKCS #8 key; make one with openssl" + " pkcs8 -topk8 -nocrypt");
        assertThatThrownBy(() -> Tls.read(folder.resolve("none.pem"), key)).hasMessageContaining("none.pem");
    }

    private KeyStore certificate() throws Exception {
        Path file = folder.resolve("board.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "board",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "secret",
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return KeyStore.getInstance(file.toFile(), "secret".toCharArray());
    }

    private Path pem(String name, String what, byte[] content) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                        + "-----\n");
    }
}
