package io.salesboard.board.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.alerts.AlertBook;
import io.salesboard.figures.ServedSchemas;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.AlertState;
import io.salesboard.schemas.AlertText;
import io.salesboard.schemas.RuleBook;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AlertRelayTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private ServedSchemas schemas;
    private Receiver receiver;
    private RealAlertmanager alertmanager;
    private AlertBook book;
    private AlertRelay relay;
    private int offset;

    @BeforeEach
    void begin() throws IOException {
        schemas = new ServedSchemas(Alert.getClassSchema(), RuleBook.getClassSchema());
        receiver = new Receiver();
        book = new AlertBook(schemas.registry());
    }

    @AfterEach
    void end() throws InterruptedException {
        if (relay != null) {
            relay.close();
        }
        if (alertmanager != null) {
            alertmanager.close();
        }
        receiver.close();
        schemas.close();
    }

    private void alertmanager(String configuration, UnaryOperator<String> change) throws IOException {
        alertmanager = new RealAlertmanager(
                folder,
                configuration,
                text -> change.apply(text.replace("group_wait: 1s", "group_wait: 50ms")
                        .replace("group_interval: 2s", "group_interval: 300ms")));
    }

    private void shippedAlertmanager() throws IOException {
        alertmanager("alertmanager.yml", text -> text.replace("127.0.0.1:9095", receiver.address()));
    }

    private AlertRelay relay(URI... to) {
        relay = new AlertRelay(book, List.of(to), "http://board/alerts", Clock.systemUTC());
        relay.start();
        return relay;
    }

    private static Alert.Builder alert(String rule, String receiver, AlertState state) {
        long now = Instant.now().toEpochMilli();
        return Alert.newBuilder()
                .setId(rule + "/store/CH01/" + now)
                .setRule(rule)
                .setScope("store")
                .setSubject("CH01")
                .setName("Cửa hàng")
                .setSeverity("warning")
                .setReceiver(receiver)
                .setUnit("day")
                .setStart(20_000)
                .setState(state)
                .setSince(now)
                .setSinceFrame(now)
                .setRaised(now)
                .setRaisedFrame(now)
                .setValue("93")
                .setThreshold("90")
                .setVi(new AlertText(
                        "Cửa hàng: không có đơn", "93 phút, trên ngưỡng 90 phút", "đơn gần nhất #1", "Gọi", null))
                .setEn(new AlertText("Store: sells nothing", "93 min, above 90 min", "last order #1", "Call", null));
    }

    private void told(Alert alert) throws IOException {
        book.handle(
                new ConsumerRecord<>(
                        "alerts", 0, offset++, alert.getId().getBytes(StandardCharsets.UTF_8), schemas.framed(alert)),
                false);
    }

    private void awaitTold(String rule, int count) {
        Awaitility.await(rule + " is told " + count + " times")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> receiver.toldOf(rule).size() >= count);
    }

    @Test
    void whatFiresWhenItStartsIsToldOnceAndAgainToNobodyAfterItsOwnRestart() throws Exception {
        shippedAlertmanager();
        told(alert("store-quiet", "ops", AlertState.FIRING).build());
        book.caughtUp();
        relay(alertmanager.address());
        awaitTold("store-quiet", 1);

        relay.close();
        relay(alertmanager.address());
        told(alert("other", "ops", AlertState.FIRING).build());
        awaitTold("other", 1);

        assertThat(receiver.toldOf("store-quiet")).hasSize(1);
    }

    @Test
    void anAlertmanagerThatWasRestartedKnowsWhatFiresAndTellsNothingTwice() throws Exception {
        shippedAlertmanager();
        book.caughtUp();
        relay(alertmanager.address());
        Alert fires = alert("store-quiet", "ops", AlertState.FIRING).build();
        told(fires);
        awaitTold("store-quiet", 1);

        alertmanager.stop();
        Awaitility.await("its absence is noticed").atMost(PATIENCE).until(() -> !reached());
        alertmanager.start();
        Awaitility.await("it is told again").atMost(PATIENCE).until(this::reached);
        long now = Instant.now().toEpochMilli();
        told(Alert.newBuilder(fires)
                .setState(AlertState.RESOLVED)
                .setEnded(now)
                .setEndedFrame(now)
                .build());
        awaitTold("store-quiet", 2);

        assertThat(receiver.toldOf("store-quiet"))
                .extracting(told -> told.substring(0, told.indexOf(':')))
                .containsExactly("ops firing firing", "ops resolved resolved");
    }

    private boolean reached() {
        return relay.reached().get(alertmanager.address());
    }

    @Test
    void whatIsSilencedIsMarkedAndToldToNobody() throws Exception {
        shippedAlertmanager();
        book.caughtUp();
        relay(alertmanager.address());
        int status = alertmanager.post("/api/v2/silences", """
                {"matchers": [{"name": "alertname", "value": "store-quiet", "isRegex": false}], "createdBy": "ops",
                 "comment": "stocktaking", "startsAt": "%s", "endsAt": "%s"}""".formatted(
                        Instant.now().minusSeconds(1), Instant.now().plusSeconds(600)));
        assertThat(status).isEqualTo(200);
        Alert silenced = alert("store-quiet", "ops", AlertState.FIRING).build();
        Alert other = alert("other", "ops", AlertState.FIRING).build();
        told(silenced);
        told(other);
        awaitTold("other", 1);

        Awaitility.await("the mark").atMost(PATIENCE).until(() -> relay.isQuiet(silenced));
        assertThat(relay.isQuiet(other)).isFalse();
        assertThat(receiver.toldOf("store-quiet")).isEmpty();
    }

    @Test
    void anAlertmanagerThatIsAwayDelaysNoOther() throws Exception {
        shippedAlertmanager();
        book.caughtUp();
        URI nobody = URI.create("http://127.0.0.1:1");
        relay(nobody, alertmanager.address());
        told(alert("store-quiet", "ops", AlertState.FIRING).build());

        awaitTold("store-quiet", 1);
        assertThat(relay.reached()).containsEntry(nobody, false).containsEntry(alertmanager.address(), true);
    }

    @Test
    void ofTwoAlertsWithTheSameLabelsTheNewerCounts() {
        relay = new AlertRelay(book, List.of(), "", Clock.systemUTC());
        Instant now = Instant.now();
        Alert ended = alert("store-quiet", "ops", AlertState.RESOLVED)
                .setRaisedFrame(now.minusSeconds(60).toEpochMilli())
                .setEndedFrame(now.minusSeconds(30).toEpochMilli())
                .build();
        Alert fires = alert("store-quiet", "ops", AlertState.FIRING).build();

        assertThat(relay.due(List.of(fires, ended), now))
                .singleElement()
                .satisfies(posted -> assertThat(posted.annotations()).containsEntry("state", "firing"));
        assertThat(relay.due(List.of(ended), now)).hasSize(1);
        assertThat(relay.due(List.of(ended), now.plus(Duration.ofMinutes(6)))).isEmpty();
    }

    @Test
    void eachReceiverReadsItsLanguage() throws Exception {
        try (MailBox mailBox = new MailBox()) {
            Path hook = Files.writeString(folder.resolve("chat-webhook"), "http://" + receiver.address() + "/chat");
            alertmanager(
                    "receivers-example.yml",
                    text -> text.replace("/etc/salesboard/chat-webhook", hook.toString())
                            .replace("https://api.telegram.org", "http://" + receiver.address())
                            .replace("127.0.0.1:25", mailBox.address()));
            book.caughtUp();
            relay(alertmanager.address());
            told(alert("store-quiet", "ops", AlertState.FIRING).build());
            told(alert("rep-behind-pace", "leads", AlertState.FIRING).build());

            Awaitility.await("a chat and a bot")
                    .atMost(PATIENCE)
                    .until(() -> receiver.messages().size() >= 2);
            Receiver.Message chat = message("/chat");
            assertThat(chat.body().at("/attachments/0/title").asText()).isEqualTo("Store: sells nothing");
            assertThat(chat.body().at("/attachments/0/text").asText()).isEqualTo("""
                    ⚠ Store: sells nothing
                    93 min, above 90 min
                    Cause: last order #1
                    To do: Call
                    http://board/alerts
                    """);
            assertThat(message("/botput-the-token-here/sendMessage")
                            .body()
                            .path("text")
                            .asText())
                    .isEqualTo("""
                    ⚠ Cửa hàng: không có đơn
                    93 phút, trên ngưỡng 90 phút
                    Nguyên nhân: đơn gần nhất #1
                    Việc cần làm: Gọi
                    http://board/alerts
                    """);
            Awaitility.await("a mail")
                    .atMost(PATIENCE)
                    .until(() -> !mailBox.mails().isEmpty());
            assertThat(mailBox.mails().get(0))
                    .contains("To: van-hanh@example.com")
                    .contains("93 phút, trên ngưỡng 90 phút")
                    .contains("Việc cần làm: Gọi");
        }
    }

    private Receiver.Message message(String path) {
        return receiver.messages().stream()
                .filter(message -> message.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing came to " + path + ", but "
                        + receiver.messages().stream()
                                .map(Receiver.Message::path)
                                .toList()));
    }
}
