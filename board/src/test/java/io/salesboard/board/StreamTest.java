package io.salesboard.board;

import static io.salesboard.core.model.Measure.*;
import static io.salesboard.core.model.Scope.*;
import static io.salesboard.core.time.WindowUnit.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.salesboard.figures.Told;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StreamTest {
    private static final String MONTH_START = "2026-11-01";

    private final Told told = new Told();

    @TempDir
    private Path folder;

    private ServedBoard board;

    /** An event of a stream. */
    private record Event(String id, String name, JsonNode data) {}

    /** A browser that listens. */
    private static final class Screen implements AutoCloseable {
        private final InputStream in;
        private final BufferedReader lines;

        Screen(ServedBoard board, String path) throws Exception {
            in = board.uri(path).toURL().openStream();
            lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        }

        Event next() throws Exception {
            String id = lines.readLine().substring("id: ".length());
            String name = lines.readLine().substring("event: ".length());
            JsonNode data = ServedBoard.parse(lines.readLine().substring("data: ".length()));
            assertThat(lines.readLine()).isEmpty();
            return new Event(id, name, data);
        }

        Event next(String name) throws Exception {
            Event event = next();
            while (!event.name().equals(name)) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() throws Exception {
            in.close();
        }
    }

    @BeforeEach
    void serve() throws Exception {
        told.rep("R1", "An")
                .rep("R2", "Bình")
                .cell(REP, "R1", MONTH, MONTH_START, Map.of(NET, 100L))
                .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 80L))
                .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 180L))
                .deal("R1", "17", "2026-11-23T14:59", 900)
                .source("pos", Told.NOW, false)
                .source("crm", Told.NOW, false)
                .frame();
        board = new ServedBoard(told, Told.business("VND"), folder);
    }

    @AfterEach
    void stop() throws Exception {
        board.close();
    }

    @Test
    void beginsWithEverythingAndTheHealth() throws Exception {
        try (Screen screen = new Screen(board, "/api/v1/stream?view=rep,company:month")) {
            Event snapshot = screen.next();

            assertThat(snapshot.name()).isEqualTo("snapshot");
            assertThat(snapshot.id()).isEqualTo("" + told.version());
            assertThat(snapshot.data().get("asOf").asText()).isEqualTo("2026-11-23T08:00:00Z");
            assertThat(snapshot.data().get("clock").asText()).isEqualTo("2026-11-23T08:00:00Z");
            assertThat(snapshot.data().get("zone").asText()).isEqualTo("Asia/Ho_Chi_Minh");
            assertThat(snapshot.data().get("views").findValuesAsText("scope")).containsExactly("company", "rep");
            assertThat(snapshot.data().get("views").get(1).get("window").toString())
                    .isEqualTo("{\"unit\":\"month\",\"start\":\"2026-11-01T00:00+07:00\","
                            + "\"end\":\"2026-12-01T00:00+07:00\"}");
            JsonNode reps = snapshot.data().get("views").get(1).get("rows");
            assertThat(reps.findValuesAsText("id")).containsExactly("R1", "R2");
            assertThat(reps.get(1).get("ranks").toString())
                    .isEqualTo("{\"K01.net\":{\"rank\":2,\"movement\":0},"
                            + "\"K51.attainment\":{\"rank\":null,\"movement\":null}}");
            assertThat(snapshot.data().get("deals").toString())
                    .isEqualTo("[{\"kind\":\"order\",\"id\":\"17\",\"rep\":\"R1\",\"repName\":\"An\",\"store\":\"S1\","
                            + "\"storeName\":\"S1\",\"channel\":\"store\",\"product\":\"P1\",\"productName\":\"P1\","
                            + "\"amount\":900,\"at\":\"2026-11-23T07:59:00Z\"}]");
            assertThat(screen.next().name()).isEqualTo("health");
        }
    }

    @Test
    void carriesSeveralWindowsAndARepsOwnFiguresInOneStream() throws Exception {
        told.cell(COMPANY, "company", DAY, "2026-11-23", Map.of(NET, 7L)).frame();
        String rep = "R2";
        try (Screen screen =
                new Screen(board, "/api/v1/stream?view=company,rep:month&view=company:day&view=rep:month&rep=" + rep)) {
            JsonNode snapshot = screen.next("snapshot").data();

            assertThat(slices(snapshot)).containsExactly("company:day", "company:month", "rep:month");
            assertThat(snapshot.get("own").get(rep).get("windows").findValuesAsText("unit"))
                    .containsExactly("day", "week", "month", "quarter");

            told.at(Told.NOW.plusMillis(20))
                    .cell(COMPANY, "company", DAY, "2026-11-23", Map.of(NET, 8L))
                    .frame();

            JsonNode change = screen.next("change").data();
            assertThat(slices(change)).containsExactly("company:day");
            assertThat(change.has("own")).isFalse();

            told.at(Told.NOW.plusMillis(40))
                    .cell(COMPANY, "company", DAY, "2026-11-23", Map.of(NET, 9L))
                    .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 9L))
                    .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 82L))
                    .frame();

            change = screen.next("change").data();
            assertThat(slices(change))
                    .as("everything of one frame in one event")
                    .containsExactly("company:day", "company:month", "rep:month");
            assertThat(change.get("own")
                            .get(rep)
                            .get("windows")
                            .get(2)
                            .get("values")
                            .get("K01.net")
                            .intValue())
                    .isEqualTo(82);
        }
    }

    private static List<String> slices(JsonNode data) {
        List<String> slices = new ArrayList<>();
        data.get("views")
                .forEach(view -> slices.add(view.get("scope").asText() + ":"
                        + view.get("window").get("unit").asText()));
        return slices;
    }

    @Test
    void namesTheZoneAndNoOffsetBecauseOneWindowMayHaveTwo() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        try (ServedBoard abroad = new ServedBoard(
                        told, Told.business("EUR", berlin, Told.NOW), Files.createDirectory(folder.resolve("b")));
                Screen screen = new Screen(abroad, "/api/v1/stream?view=company:quarter&view=company:day")) {
            JsonNode snapshot = screen.next("snapshot").data();

            assertThat(snapshot.get("zone").asText()).isEqualTo("Europe/Berlin");
            assertThat(snapshot.get("views").findValuesAsText("start"))
                    .containsExactly("2026-11-23T00:00+01:00", "2026-10-01T00:00+02:00");
        }
    }

    @Test
    void tellsOnlyTheRowsThatChanged() throws Exception {
        try (Screen screen = new Screen(board, "/api/v1/stream?view=company,rep:month")) {
            screen.next("snapshot");

            told.at(Told.NOW.plusMillis(20))
                    .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 181L))
                    .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 81L))
                    .frame();

            Event change = screen.next("change");
            assertThat(change.id()).isEqualTo("" + told.version());
            assertThat(change.data().get("version").asLong()).isEqualTo(told.version());
            assertThat(change.data().get("views").findValuesAsText("id")).containsExactly("company", "R2");
            assertThat(change.data().has("deals")).isFalse();
        }
    }

    @Test
    void tellsARepWhoWasOvertakenTooAndTheDealThatDidIt() throws Exception {
        try (Screen screen = new Screen(board, "/api/v1/stream?view=rep:month")) {
            screen.next("snapshot");

            told.at(Told.NOW.plusMillis(20))
                    .cell(REP, "R2", MONTH, MONTH_START, Map.of(NET, 101L))
                    .deal("R2", "18", "2026-11-23T15:00", 21)
                    .frame();

            Event change = screen.next("change");
            JsonNode rows = change.data().get("views").get(0).get("rows");
            assertThat(rows.findValuesAsText("id")).containsExactly("R1", "R2");
            assertThat(rows.get(0).get("ranks").get("K01.net").get("rank").intValue())
                    .isEqualTo(2);
            assertThat(change.data().get("deals").findValuesAsText("id")).containsExactly("18", "17");
        }
    }

    @Test
    void sendsEverythingAgainWhenARowIsGone() throws Exception {
        told.at(Told.NOW.plusMillis(20))
                .cell(REP, "-", MONTH, MONTH_START, Map.of(NET, 1L))
                .frame();
        try (Screen screen = new Screen(board, "/api/v1/stream?view=rep:month")) {
            assertThat(screen.next("snapshot").data().findValuesAsText("id")).contains("-");

            told.removed("cell/sales/rep/-/month/"
                            + LocalDate.parse(MONTH_START).toEpochDay())
                    .frame();

            assertThat(screen.next("snapshot").data().get("views").findValuesAsText("id"))
                    .containsExactly("R1", "R2");
        }
    }

    @Test
    void conflatesABurstIntoFewFrames() throws Exception {
        try (Screen screen = new Screen(board, "/api/v1/stream?view=company:month")) {
            screen.next("snapshot");
            for (int i = 1; i <= 500; i++) {
                told.at(Told.NOW.plusMillis(20L * i))
                        .cell(COMPANY, "company", MONTH, MONTH_START, Map.of(NET, 180L + i))
                        .frame();
            }

            int frames = 0;
            long net = 0;
            while (net < 680) {
                net = screen.next("change")
                        .data()
                        .get("views")
                        .get(0)
                        .get("rows")
                        .get(0)
                        .get("values")
                        .get("K01.net")
                        .longValue();
                frames++;
            }
            assertThat(net).isEqualTo(680);
            assertThat(frames).isLessThan(250);
        }
    }

    @Test
    void theOtherScreensGoOnWhenARepWhosePageIsOpenIsDeleted() throws Exception {
        try (Screen phone = new Screen(board, "/api/v1/stream?rep=R2");
                Screen television = new Screen(board, "/api/v1/stream?view=rep:month")) {
            phone.next("snapshot");
            television.next("snapshot");

            told.at(Told.NOW.plusMillis(20))
                    .entityDeleted("rep", "R2")
                    .removed("cell/sales/rep/R2/month/"
                            + LocalDate.parse(MONTH_START).toEpochDay())
                    .cell(REP, "R1", MONTH, MONTH_START, Map.of(NET, 101L))
                    .frame();

            assertThat(television
                            .next("snapshot")
                            .data()
                            .get("views")
                            .get(0)
                            .get("rows")
                            .findValuesAsText("id"))
                    .containsExactly("R1");
            assertThat(phone.next("change").data().get("own").toString()).isEqualTo("{\"R2\":null}");
        }
    }

    @Test
    void tellsARepTheirOwnProgress() throws Exception {
        String rep = "R2";
        try (Screen phone = new Screen(board, "/api/v1/stream?rep=" + rep)) {
            JsonNode snapshot = phone.next("snapshot").data();
            assertThat(snapshot.get("views")).isEmpty();
            assertThat(snapshot.has("deals")).as("deals of others").isFalse();
            assertThat(snapshot.get("own").get(rep).get("rep").get("id").asText())
                    .isEqualTo("R2");
            assertThat(aheadInTheMonth(snapshot, rep)).isEqualTo("{\"name\":\"An\",\"gap\":20}");

            told.at(Told.NOW.plusMillis(20))
                    .cell(REP, "R1", MONTH, MONTH_START, Map.of(NET, 105L))
                    .frame();

            assertThat(aheadInTheMonth(phone.next("change").data(), rep)).isEqualTo("{\"name\":\"An\",\"gap\":25}");
        }
    }

    private static String aheadInTheMonth(JsonNode data, String rep) {
        return data.at("/own/" + rep + "/windows/2/rank/ahead").toString();
    }

    @Test
    void saysThatThereIsNoSuchRepAndServesTheOthers() throws Exception {
        try (Screen phone = new Screen(board, "/api/v1/stream?rep=R9&rep=R1")) {
            JsonNode own = phone.next("snapshot").data().get("own");

            assertThat(own.get("R9").isNull()).isTrue();
            assertThat(own.at("/R1/rep/id").asText()).isEqualTo("R1");
        }
    }

    @Test
    void saysWhatAStreamMayBeAskedFor() throws Exception {
        assertThat(board.error("/api/v1/stream"))
                .isEqualTo("400 parameter 'view' is missing; use scopes and a window, such as"
                        + " view=company,rep:month, once for each window, or rep=<id> for a rep's own figures");
        assertThat(board.error("/api/v1/stream?view=rep"))
                .isEqualTo("400 parameter 'view' is 'rep'; use scopes and a window, such as"
                        + " view=company,rep:month, once for each window");
        assertThat(board.error("/api/v1/stream?view=rep:decade"))
                .isEqualTo("400 unknown window unit 'decade'; use one of hour, day, week, month, quarter, year, now");
        assertThat(board.error("/api/v1/stream?view=rep:day&view=salesman:day"))
                .startsWith("400 unknown scope 'salesman'");
        assertThat(board.error("/api/v1/stream?view=lost_reason:day"))
                .startsWith("400 nothing is published for scope 'lost_reason' and window 'day'");
    }

    @Test
    void beginsTheLatestDealsWithThoseOfNowAndBringsOthersWhenTheirTimeHasCome() throws Exception {
        told.deals("R1", Map.of("spring", "2027-03-01T09:15", "now", "2026-11-23T14:59"))
                .frame();
        try (Screen screen = new Screen(board, "/api/v1/stream?view=company:month")) {
            assertThat(screen.next("snapshot").data().get("deals").findValuesAsText("id"))
                    .containsExactly("now");
        }
    }

    @Test
    void givesAClientThatFellBehindTheWholePictureOnce() throws Exception {
        try (Socket slow = new Socket()) {
            slow.setReceiveBufferSize(1 << 16);
            slow.connect(new InetSocketAddress("127.0.0.1", board.uri("/").getPort()));
            slow.getOutputStream()
                    .write("GET /api/v1/stream?view=rep:month HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            await().until(() -> board.hub.clients() == 1);
            // Long names fill the socket's buffers, and then the client's queue, within a few frames.
            String name = "n".repeat(400_000);
            long sent = 0;
            for (int i = 1; i <= 40; i++) {
                long before = board.hub.frames();
                told.at(Told.NOW.plusMillis(i)).rep("R1", i + name).frame();
                await().pollInterval(Duration.ofMillis(5)).until(() -> board.hub.frames() > before);
                sent = i;
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            List<String> events = new ArrayList<>();
            String last = sent + "n";
            String line = lines.readLine();
            while (!(line.startsWith("data: {\"asOf\"") && line.contains("\"name\":\"" + last))) {
                if (line.startsWith("event: ")) {
                    events.add(line);
                }
                line = lines.readLine();
            }
            assertThat(events.get(events.size() - 1)).isEqualTo("event: snapshot");
            assertThat(events)
                    .filteredOn(event -> event.equals("event: snapshot"))
                    .hasSize(2);
            assertThat(events.size()).isLessThan(40);
        }
    }

    @Test
    void refusesMoreStreamsAndViewsThanItMayServe() throws Exception {
        try (ServedBoard small = new ServedBoard(
                        told, Told.business("VND"), Files.createDirectory(folder.resolve("small")), 3, 2);
                Screen first = new Screen(small, "/api/v1/stream?view=rep:month");
                Screen second = new Screen(small, "/api/v1/stream?view=rep:day")) {
            first.next("snapshot");
            second.next("snapshot");
            assertThat(small.error("/api/v1/stream?view=company:day"))
                    .isEqualTo("503 the board computes 2 different views and no more; ask for one that another screen"
                            + " shows, or raise the setting 'max-stream-views'");
            try (Screen third = new Screen(small, "/api/v1/stream?view=rep:day")) {
                third.next("snapshot");
                assertThat(small.error("/api/v1/stream?view=rep:day"))
                        .isEqualTo("503 the board serves 3 streams and no more; close screens that nobody looks at,"
                                + " or raise the setting 'max-stream-clients'");
            }
            await().until(() -> small.hub.clients() == 2);
            try (Screen again = new Screen(small, "/api/v1/stream?view=rep:month")) {
                assertThat(again.next().name()).isEqualTo("snapshot");
            }
        }
    }

    @Test
    void forgetsAScreenThatIsGone() throws Exception {
        try (Screen screen = new Screen(board, "/api/v1/stream?view=rep:month")) {
            screen.next("snapshot");
            assertThat(board.hub.clients()).isEqualTo(1);
        }
        await().until(() -> board.hub.clients() == 0);
    }

    @Test
    void endsItsStreamsWhenItStops() throws Exception {
        try (Screen screen = new Screen(board, "/api/v1/stream?view=rep:month")) {
            screen.next("health");
            board.hub.close();
            String rest = screen.lines.readLine();
            while (rest != null) {
                rest = screen.lines.readLine();
            }
        }
    }
}
