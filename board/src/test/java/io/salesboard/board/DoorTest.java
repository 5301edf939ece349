package io.salesboard.board;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import io.salesboard.board.door.Route;
import io.salesboard.figures.Told;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who gets what from a board that asks who one is. R1 is in team T1, R2 and R3 in T2. */
@Timeout(60)
class DoorTest {
    private static final String MONTH_START = "2026-11-01";

    /** A request of each route that answers with figures, for a given subject. */
    private static final List<String> FIGURES =
            List.of("/api/v1/kpis?scope=rep&window=month&id=%s", "/api/v1/stream?rep=%s", "/api/v1/rep/%s", "/rep/%s");

    private final Told told = new Told();

    @TempDir
    private Path folder;

    private ServedBoard board;

    @BeforeEach
    void serve() throws Exception {
        told.rep("R1", "An")
                .rep("R2", "Bình")
                .rep("R3", "Chi")
                .team("T1", "Đội 1")
                .team("T2", "Đội 2")
                .region("N", "Bắc")
                .assigned("R1", "T1", "N", "2026-01-01")
                .assigned("R2", "T2", "N", "2026-01-01")
                .assigned("R3", "T2", "N", "2026-01-01")
                .cell(REP, "R1", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 80L))
                .cell(REP, "R3", MONTH, MONTH_START, Map.of(NET, 70L))
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 250L))
                .deal("R1", "17", "2026-11-23T14:59", 900)
                .deal("R2", "18", "2026-11-23T14:58", 800)
                .source("pos", Told.NOW, false)
                .source("crm", Told.NOW, false)
                .frame();
        board = new ServedBoard(told, Told.business("VND"), folder);
        board.accounts.link(Account.named(Role.ADMIN, "chi"));
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    private Guest guest(Role role) throws Exception {
        return Guest.of(board, role, role == Role.REP ? "R2" : role == Role.LEAD ? "T2" : "somebody");
    }

    /** A path of the route that is right for an administrator. */
    private static String path(Route route) {
        String path = route.path().replace("{id}", "R2").replace("{kpi}", "K01.net");
        return switch (path) {
            case "/api/v1/kpis", "/api/v1/leaderboards/K01.net" -> path + "?scope=rep&window=month";
            case "/api/v1/stream" -> path + "?view=rep:month";
            default -> path;
        };
    }

    @Test
    void aStrangerReadsNothingRouteByRoute() throws Exception {
        Guest stranger = Guest.stranger(board);
        Map<String, Integer> answers = new TreeMap<>();
        for (Route route : board.routes()) {
            if (!route.open()) {
                answers.put(route.method() + " " + route.path(), stranger.status(route, path(route)));
            }
        }

        assertThat(answers).hasSizeGreaterThan(12);
        assertThat(answers.values()).containsOnly(401, 302);
        assertThat(answers)
                .as("only pages lead to where one signs in")
                .allSatisfy((route, status) -> assertThat(status == 302)
                        .isEqualTo(route.matches("GET (/|/tv|/team|/alerts|/rep|/rep/\\{id})")));
    }

    @Test
    void nothingIsOpenButWhatOneSignsInWith() throws Exception {
        assertThat(board.routes())
                .filteredOn(Route::open)
                .extracting(route -> route.method() + " " + route.path())
                .containsExactly(
                        "GET /livez",
                        "GET /in",
                        "POST /api/v1/sign-in",
                        "GET /api/v1/sign-in",
                        "GET /sign-in",
                        "GET /sign-in/callback");
        Guest stranger = Guest.stranger(board);
        assertThat(stranger.get("/livez").body()).isEqualTo("ok");
        for (String asset : List.of("in.js", "in.css", "words.js", "base.css", "icon.svg")) {
            assertThat(stranger.get("/assets/" + asset).statusCode()).as(asset).isEqualTo(200);
        }
        for (String other : List.of(
                "/assets/tv.js",
                "/assets/rep.js",
                "/assets/shared.js",
                "/assets/",
                "/assets/../tv.html",
                "/api/v1/",
                "/api/v1/nothing",
                "/LIVEZ/../metrics",
                "/livez/",
                "/in/",
                "/Metrics",
                "//metrics",
                "/metrics/")) {
            assertThat(stranger.get(other).statusCode()).as(other).isIn(401, 302, 400);
        }
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")) {
            for (String path : List.of("/livez", "/in", "/assets/in.js", "/tv", "/api/v1/kpis", "/metrics")) {
                assertThat(board.status(stranger.request(path)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build()))
                        .as(method + " " + path)
                        .isIn(401, 405);
            }
        }
    }

    @Test
    void aRouteAnswersExactlyTheRolesItNames() throws Exception {
        Map<Role, Guest> guests = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            guests.put(role, guest(role));
        }
        for (Route route : board.routes()) {
            if (route.open() || route.path().equals("/api/v1/sign-out")) {
                continue;
            }
            Set<Role> let = EnumSet.noneOf(Role.class);
            for (Role role : Role.values()) {
                int status = guests.get(role).status(route, path(route));
                if (status != 403) {
                    assertThat(status).as(role + " " + route.path()).isIn(200, 302, 400, 404);
                    let.add(role);
                }
            }
            assertThat(let).as(route.path()).isEqualTo(route.roles());
        }
    }

    @Test
    void everyRouteHasTheRolesItIsMeantFor() {
        assertThat(board.routes())
                .filteredOn(route -> !route.open())
                .extracting(route -> route.method() + " " + route.path() + ": " + Role.keys(route.roles()))
                .containsExactly(
                        "POST /api/v1/sign-out: screen, rep, lead, manager, ops, admin, metrics",
                        "GET /: screen, rep, lead, manager, ops, admin, metrics",
                        "GET /tv: screen, manager, ops, admin",
                        "GET /team: lead",
                        "GET /rep: rep",
                        "GET /rep/{id}: screen, rep, lead, manager, ops, admin",
                        "GET /assets/vue/vue.runtime.esm-browser.prod.js: screen, rep, lead, manager, ops, admin, metrics",
                        "GET /api/v1/kpis: screen, rep, lead, manager, ops, admin",
                        "GET /api/v1/leaderboards/{kpi}: screen, rep, lead, manager, ops, admin",
                        "GET /api/v1/catalogue: screen, rep, lead, manager, ops, admin",
                        "GET /api/v1/health: screen, rep, lead, manager, ops, admin",
                        "GET /api/v1/quarantine: ops, admin",
                        "GET /api/v1/alerts: manager, ops, admin",
                        "POST /api/v1/alerts/test: manager, ops, admin",
                        "GET /alerts: manager, ops, admin",
                        "GET /api/v1/stream: screen, rep, lead, manager, ops, admin",
                        "GET /api/v1/rep: rep",
                        "GET /api/v1/rep/{id}: screen, rep, lead, manager, ops, admin",
                        "GET /api/v1/accounts: admin",
                        "POST /api/v1/accounts: admin",
                        "DELETE /api/v1/accounts/{id}: admin",
                        "GET /metrics: ops, admin, metrics");
    }

    @Test
    void anotherRepsFiguresAreForbiddenRatherThanEmpty() throws Exception {
        Guest rep = Guest.of(board, Role.REP, "R2");
        Guest lead = Guest.of(board, Role.LEAD, "T2");
        for (String path : FIGURES) {
            for (String foreign : List.of("R1", "-", "nobody")) {
                assertThat(rep.get(path.formatted(foreign)).statusCode())
                        .as(path + " of " + foreign + " for a rep")
                        .isEqualTo(403);
                assertThat(lead.get(path.formatted(foreign)).statusCode())
                        .as(path + " of " + foreign + " for a lead")
                        .isEqualTo(403);
            }
            assertThat(rep.get(path.formatted("R3")).statusCode())
                    .as(path + " of a rep of the same team")
                    .isEqualTo(403);
        }
        assertThat(rep.json("/api/v1/rep/R1").get("error").asText())
                .isEqualTo("figures of rep 'R1' need one of the roles screen, manager, ops, admin;"
                        + " you see those of rep 'R2'");
        assertThat(lead.json("/api/v1/rep/R3").at("/rep/name").asText()).isEqualTo("Chi");
        assertThat(lead.get("/api/v1/kpis?scope=team&window=month&id=T1").statusCode())
                .isEqualTo(403);
    }

    @Test
    void onlyTheOwnRowsComeWhereNoIdIsAskedFor() throws Exception {
        Guest rep = Guest.of(board, Role.REP, "R2");
        Guest lead = Guest.of(board, Role.LEAD, "T2");
        for (String path :
                List.of("/api/v1/kpis?scope=%s&window=month", "/api/v1/leaderboards/K01.net?scope=%s&window=month")) {
            assertThat(ids(rep, path.formatted("rep"))).as(path).containsExactly("R2");
            assertThat(ids(lead, path.formatted("rep"))).as(path).containsExactly("R2", "R3");
            assertThat(ids(lead, path.formatted("team"))).as(path).containsExactly("T2");
            for (String scope : List.of("company", "region", "team", "store", "product", "channel")) {
                assertThat(rep.get(path.formatted(scope)).statusCode())
                        .as(path + " " + scope)
                        .isEqualTo(403);
            }
            assertThat(lead.get(path.formatted("company")).statusCode()).isEqualTo(403);
        }
        JsonNode place =
                rep.json("/api/v1/leaderboards/K01.net?scope=rep&window=month").at("/rows/0");
        assertThat(place.get("rank").intValue()).as("the place among all").isEqualTo(2);
    }

    private static List<String> ids(Guest guest, String path) throws Exception {
        return guest.json(path).get("rows").findValuesAsText("id");
    }

    @Test
    void aStreamBringsTheOwnRowsAndDealsOnly() throws Exception {
        assertThat(begin(Guest.of(board, Role.REP, "R2"), "?view=rep:month&rep=R2"))
                .contains("\"R2\"", "\"id\":\"18\"")
                .doesNotContain("\"R1\"", "\"R3\"", "\"id\":\"17\"");
        assertThat(begin(Guest.of(board, Role.LEAD, "T2"), "?view=rep,team:month"))
                .contains("\"R2\"", "\"R3\"", "\"T2\"", "\"id\":\"18\"")
                .doesNotContain("\"R1\"", "\"T1\"", "\"id\":\"17\"");
        assertThat(begin(Guest.of(board, Role.SCREEN, "showroom"), "?view=rep:month"))
                .contains("\"R1\"", "\"R2\"", "\"R3\"", "\"id\":\"17\"");
        assertThat(Guest.of(board, Role.REP, "R2")
                        .get("/api/v1/stream?view=rep,company:month")
                        .statusCode())
                .isEqualTo(403);
    }

    /** The data of the first event. */
    private String begin(Guest guest, String query) throws Exception {
        try (InputStream in = open(guest, query);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.readLine();
            lines.readLine();
            return lines.readLine();
        }
    }

    private InputStream open(Guest guest, String query) throws Exception {
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(guest.request("/api/v1/stream" + query).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void everybodyBeginsWhereTheirFiguresAre() throws Exception {
        for (Map.Entry<Role, String> home : Map.of(
                        Role.SCREEN,
                        "/tv",
                        Role.REP,
                        "/rep",
                        Role.LEAD,
                        "/team",
                        Role.MANAGER,
                        "/tv",
                        Role.OPS,
                        "/tv",
                        Role.ADMIN,
                        "/tv",
                        Role.METRICS,
                        "/metrics")
                .entrySet()) {
            Guest guest = guest(home.getKey());
            String leadsTo = guest.get("/").headers().firstValue("Location").orElseThrow();
            assertThat(leadsTo).as(home.getKey().key()).endsWith(home.getValue());
            assertThat(guest.get(home.getValue()).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void oneSessionHasTwentyStreamsAndNoMore() throws Exception {
        Guest screen = Guest.of(board, Role.SCREEN, "showroom");
        List<InputStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                streams.add(open(screen, "?view=rep:month"));
            }
            assertThat(screen.json("/api/v1/stream?view=rep:month").get("error").asText())
                    .isEqualTo("you have 20 streams open and may have no more; close some pages");
            streams.add(open(Guest.of(board, Role.SCREEN, "showroom"), "?view=rep:month"));
        } finally {
            for (InputStream stream : streams) {
                stream.close();
            }
        }
    }

    @Test
    void aTeamLeadLosesWhoLeavesTheTeam() throws Exception {
        Guest lead = Guest.of(board, Role.LEAD, "T2");
        told.at(Told.NOW.plusMillis(20)).assigned("R3", "T1", "N", "2026-11-23").frame();

        assertThat(ids(lead, "/api/v1/kpis?scope=rep&window=month")).containsExactly("R2");
        assertThat(lead.get("/api/v1/rep/R3").statusCode()).isEqualTo(403);
    }

    @Test
    void aStreamEndsWithinFiveSecondsOfARevocation() throws Exception {
        assertEnds(
                Guest.of(board, Role.REP, "R2"),
                "?view=rep:month",
                () -> assertThat(board.accounts.revoke("rep-R2")).isTrue());
    }

    @Test
    void aStreamEndsWithItsSession() throws Exception {
        assertEnds(
                Guest.of(board, Role.MANAGER, "dung"), "?view=rep:month", () -> board.clock.pass(Duration.ofDays(91)));
    }

    @Test
    void streamsEndWhenNobodyKnowsAnyMoreWhoMaySeeThem() throws Exception {
        Guest guest = Guest.of(board, Role.MANAGER, "dung");
        try (InputStream in = open(guest, "?view=rep:month")) {
            Files.writeString(folder.resolve("accounts/accounts.json"), "{");
            in.readAllBytes();
        }
        await().until(() -> board.hub.clients() == 0);
    }

    @Test
    void aRepWhoIsNoLongerActiveLosesStreamsAndSessions() throws Exception {
        Guest rep = Guest.of(board, Role.REP, "R3");
        assertEnds(
                rep,
                "?rep=R3",
                () -> told.at(Told.NOW.plusMillis(20))
                        .entity("rep", "R3", Map.of("rep_id", "R3", "name", "Chi", "active", "false"))
                        .frame());
        assertThat(rep.get("/api/v1/rep").statusCode()).isEqualTo(401);

        told.at(Told.NOW.plusMillis(40)).rep("R3", "Chi").frame();

        assertThat(rep.get("/api/v1/rep").statusCode())
                .as("a rep who comes back asks for a new link")
                .isEqualTo(401);
        assertThat(Guest.of(board, Role.REP, "R3").get("/api/v1/rep").statusCode())
                .isEqualTo(200);
    }

    @Test
    void nobodyLosesASessionOrALinkToABoardThatKnowsNoReps() throws Exception {
        Told fresh = new Told();
        try (ServedBoard young =
                new ServedBoard(fresh, Told.business("VND"), Files.createDirectory(folder.resolve("young")))) {
            young.accounts.link(Account.named(Role.ADMIN, "chi"));
            String link = young.accounts.link(Account.named(Role.REP, "R1"));
            Guest rep = Guest.of(young, Role.REP, "R1");
            fresh.store.load();
            fresh.store.loaded();
            assertThat(fresh.store.isWhole()).as("the topic is read").isTrue();
            assertThat(rep.get("/api/v1/health").statusCode())
                    .as("no figures yet")
                    .isEqualTo(200);

            fresh.at(Told.NOW.plusMillis(20)).team("T1", "Đội 1").frame();
            assertThat(rep.get("/api/v1/health").statusCode()).as("no reps yet").isEqualTo(401);
            fresh.at(Told.NOW.plusMillis(40)).rep("R2", "Bình").frame();
            assertThat(rep.get("/api/v1/health").statusCode())
                    .as("other reps only")
                    .isEqualTo(401);
            fresh.at(Told.NOW.plusMillis(60)).rep("R1", "An").frame();

            assertThat(rep.get("/api/v1/health").statusCode())
                    .as("the same session")
                    .isEqualTo(200);
            assertThat(Guest.withLink(young, link).get("/api/v1/health").statusCode())
                    .isEqualTo(200);
        }
    }

    private void assertEnds(Guest guest, String query, Runnable revocation) throws Exception {
        try (InputStream in = open(guest, query);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> read = new ArrayList<>();
            read.add(lines.readLine());
            long began = System.nanoTime();
            revocation.run();
            String line = lines.readLine();
            while (line != null) {
                read.add(line);
                line = lines.readLine();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            assertThat(read).contains("event: snapshot");
        }
        await().until(() -> board.hub.clients() == 0);
        assertThat(guest.get("/api/v1/health").statusCode()).isEqualTo(401);
    }

    @Test
    void aRepSeesTheOwnPageAndFiguresWithoutNamingAnId() throws Exception {
        Guest rep = Guest.of(board, Role.REP, "R2");

        assertThat(rep.get("/").headers().firstValue("Location").orElseThrow()).endsWith("/rep");
        assertThat(rep.get("/rep").statusCode()).isEqualTo(200);
        JsonNode own = rep.json("/api/v1/rep");
        assertThat(own.at("/rep/id").asText()).isEqualTo("R2");
        assertThat(own.at("/windows/2/rank").toString())
                .isEqualTo("{\"rank\":2,\"of\":3,\"movement\":0,\"ahead\":{\"name\":\"An\",\"gap\":20}}");
    }
}
