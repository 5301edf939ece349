package io.salesboard.board;

import static io.salesboard.core.model.Measure.NET;
import static io.salesboard.core.model.Measure.ORDERS;
import static io.salesboard.core.model.Scope.REP;
import static io.salesboard.core.time.WindowUnit.DAY;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AlertText;
import io.salesboard.schemas.RefusedRule;
import io.salesboard.schemas.RuleBook;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private final Told told = new Told().rep("an", "Nguyễn Văn An");

    private ServedBoard board() throws Exception {
        return new ServedBoard(told, Told.business("VND"), folder);
    }

    private static Alert alert(String id, AlertState state, long raised) {
        AlertText text = new AlertText("An: chậm", "41 %", "đơn #1", "Gọi", state == AlertState.FIRING ? null : "Hết");
        return Alert.newBuilder()
                .setId(id)
                .setRule("r")
                .setScope("rep")
                .setSubject("an")
                .setName("Nguyễn Văn An")
                .setSeverity("warning")
                .setReceiver("ops")
                .setUnit("day")
                .setStart(1)
                .setState(state)
                .setSince(raised)
                .setSinceFrame(raised)
                .setRaised(raised)
                .setRaisedFrame(raised)
                .setEnded(state == AlertState.FIRING ? null : (Long) (raised + 1))
                .setValue("0.41")
                .setThreshold("0.5")
                .setVi(text)
                .setEn(text)
                .build();
    }

    @Test
    void whatFiresStandsFirstAndRulesThatAreRefusedAreSaid() throws Exception {
        told.frame();
        try (ServedBoard board = board()) {
            assertThat(board.json("/api/v1/alerts").path("rules").isNull()).isTrue();
            board.tell("old", alert("old", AlertState.WITHDRAWN, 5000));
            board.tell("new", alert("new", AlertState.FIRING, 1000));
            board.tell(
                    "rules", new RuleBook(1L, List.of("r"), List.of(new RefusedRule("sales.yml:3", "x", "is wrong"))));

            JsonNode answer = board.json("/api/v1/alerts");

            assertThat(answer.at("/alerts/0/id").asText()).isEqualTo("new");
            assertThat(answer.at("/alerts/0/state").asText()).isEqualTo("firing");
            assertThat(answer.at("/alerts/0/raised").asText()).isEqualTo("1970-01-01T00:00:01Z");
            assertThat(answer.at("/alerts/1/state").asText()).isEqualTo("withdrawn");
            assertThat(answer.at("/alerts/1/vi/end").asText()).isEqualTo("Hết");
            assertThat(answer.at("/rules/accepted/0").asText()).isEqualTo("r");
            assertThat(answer.at("/rules/refused/0/place").asText()).isEqualTo("sales.yml:3");
        }
    }

    private static HttpResponse<String> test(ServedBoard board, String rules, String rule, String from)
            throws Exception {
        String body = JSON.writeValueAsString(Map.of("rules", rules, "rule", rule, "from", from));
        return board.send(HttpRequest.newBuilder(board.uri("/api/v1/alerts/test"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void aRuleIsTestedOnTheDaysThereAre() throws Exception {
        told.cell(REP, "an", DAY, "2026-11-12", Map.of(NET, 500L, ORDERS, 1L)).frame();
        String rules = "rules:\n  - {rule: big-day, vi: x, kpi: K01.net, scope: rep, window: day, above: 400}\n";
        try (ServedBoard board = board()) {
            JsonNode answer =
                    JSON.readTree(test(board, rules, "big-day", "2026-11-01").body());
            assertThat(answer.path("fired")).hasSize(1);
            assertThat(answer.at("/fired/0/name").asText()).isEqualTo("Nguyễn Văn An");
            assertThat(answer.at("/fired/0/from").asText()).isEqualTo("2026-11-12");
            assertThat(answer.at("/fired/0/to").asText()).isEqualTo("2026-11-13");

            HttpResponse<String> unknown = test(board, rules, "other", "2026-11-01");
            assertThat(unknown.statusCode()).isEqualTo(404);
            assertThat(unknown.body()).contains("no rule has the id 'other'; there are big-day");
            HttpResponse<String> noDate = test(board, rules, "big-day", "soon");
            assertThat(noDate.statusCode()).isEqualTo(400);
            assertThat(noDate.body()).contains("'from' = 'soon' is no date such as 2026-10-01");
            HttpResponse<String> wrong = test(board, rules.replace("above: 400", "above: x"), "big-day", "2026-11-01");
            assertThat(wrong.body()).contains("rules:2: 'above': 'x' is no number");
        }
    }
}
