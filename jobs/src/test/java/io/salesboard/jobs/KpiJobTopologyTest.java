package io.salesboard.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.state.Labels;
import io.salesboard.schemas.QuarantinedRecord;
import io.salesboard.schemas.ResultKeys;
import io.salesboard.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole topology on a mini cluster, over random histories with duplicates, restored databases and failures. */
class KpiJobTopologyTest {
    private static final Instant END = Instant.ofEpochMilli(RandomHistory.START);

    private final FakeRegistry registry = new FakeRegistry();
    private final Envelopes envelopes = new Envelopes(registry);

    @TempDir
    Path checkpoints;

    @AfterEach
    void close() {
        registry.close();
    }

    @ParameterizedTest(name = "seed {0}, parallelism {1}, failures {2}")
    @CsvSource({"1, 1, 0", "2, 4, 0", "3, 2, 1", "4, 4, 2", "5, 1, 2", "6, 4, 0"})
    void everyCellEqualsTheFiguresOfTheFinalRows(long seed, int parallelism, int failures) throws Exception {
        RandomHistory history = RandomHistory.of(seed, 1200, envelopes);
        TopologyRun run = new TopologyRun(registry, checkpoints, history.records(), END);
        run.execute(parallelism, failures);

        assertSame(figures(run), NaiveFigures.of(history.live(), END));
    }

    @Test
    void everyFrameIsOneCutAndNoVersionEverFalls() throws Exception {
        RandomHistory history = RandomHistory.of(7, 800, envelopes);
        TopologyRun run = new TopologyRun(registry, checkpoints, history.records(), END);
        run.execute(4, 1);

        int frames = run.eachFrame(cells -> assertSumsAgree(cells));
        assertThat(frames).isGreaterThan(10);
    }

    /** Money only moves between two orders, so every frame has to show the same sum. */
    @ParameterizedTest(name = "parallelism {0}, failures {1}")
    @CsvSource({"1, 0", "4, 1"})
    void aTransactionIsShownWholeOrNotAtAll(int parallelism, int failures) throws Exception {
        TopologyRun run = new TopologyRun(registry, checkpoints, transfers(), END);
        run.execute(parallelism, failures);

        int frames = run.eachFrame(cells -> {
            ShownCell company = cells.get("cell/sales/company/company/month/"
                    + LocalDate.of(2025, 11, 1).toEpochDay());
            if (company != null) {
                assertThat(company.of("net")).isEqualTo(2000);
            }
        });
        assertThat(frames).isGreaterThan(10);
    }

    private List<RawRecord> transfers() {
        List<RawRecord> records = new ArrayList<>();
        Random random = new Random(8);
        long lsn = 1;
        Row[] orders = {order("1"), order("2")};
        for (Row order : orders) {
            records.add(pos(records.size(), order.at(lsn++, RandomHistory.START), 1));
        }
        for (int transaction = 1; transaction <= 3000; transaction++) {
            long first = random.nextInt(2000);
            records.add(pos(records.size(), line("1", first).at(lsn++, 0), transaction));
            records.add(pos(records.size(), line("2", 2000 - first).at(lsn++, 0), transaction));
            if (random.nextInt(5) == 0) {
                records.add(envelopes.end(Topics.ROWS_POS.name(), records.size()));
            }
        }
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", lsn, RandomHistory.START);
        records.add(envelopes.record(Topics.ROWS_POS.name(), records.size(), beat, "m", 0, "false"));
        records.add(0, envelopes.record(Topics.ROWS_CRM.name(), 0, beat, "m", 0, "false"));
        return records;
    }

    private RawRecord pos(int at, Row row, long transaction) {
        return envelopes.record(Topics.ROWS_POS.name(), at, row, "u", transaction, "false");
    }

    private static Row order(String id) {
        Row row = Row.empty(Table.POS_ORDER, id, 0, 0);
        row.set(Table.POS_ORDER.textColumn("status"), "completed");
        row.set(Table.POS_ORDER.textColumn("currency"), "VND");
        row.set(Table.POS_ORDER.textColumn("rep_id"), "R" + id);
        row.set(Table.POS_ORDER.numberColumn("completed_ts"), RandomHistory.START * 1000);
        return row;
    }

    private static Row line(String order, long price) {
        Row row = Row.empty(Table.POS_ORDER_LINE, order, 0, 0);
        row.set(Table.POS_ORDER_LINE.textColumn("order_id"), order);
        row.set(Table.POS_ORDER_LINE.numberColumn("line_id"), Long.parseLong(order));
        row.set(Table.POS_ORDER_LINE.numberColumn("qty"), 10_000);
        row.set(Table.POS_ORDER_LINE.numberColumn("unit_price"), price * 10_000);
        return row;
    }

    /** A source of its own for every lead, and then three for all of them again. */
    @Test
    void labelsWithoutEndMakeNoRowsWithoutEnd() throws Exception {
        int leads = 3 * Labels.SHOWN;
        List<RawRecord> records = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            for (int id = 0; id < leads; id++) {
                String source = round == 1
                        ? "utm-" + id
                        : List.of("web", "zalo", "hotline").get(id % 3);
                Row lead = Row.empty(Table.LEAD, Integer.toString(id), records.size() + 1L, RandomHistory.START);
                lead.set(Table.LEAD.textColumn("source"), source);
                lead.set(Table.LEAD.textColumn("status"), "new");
                lead.set(Table.LEAD.numberColumn("created_ts"), RandomHistory.START * 1000);
                records.add(
                        envelopes.record(Topics.ROWS_CRM.name(), records.size(), lead, "u", records.size(), "false"));
                records.add(envelopes.end(Topics.ROWS_CRM.name(), records.size()));
            }
        }
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", records.size() + 1L, RandomHistory.START);
        records.add(envelopes.record(Topics.ROWS_CRM.name(), records.size(), beat, "m", 0, "false"));
        records.add(0, envelopes.record(Topics.ROWS_POS.name(), 0, beat, "m", 0, "false"));
        TopologyRun run = new TopologyRun(registry, checkpoints, records, END);
        run.execute(2, 0);

        AtomicInteger most = new AtomicInteger();
        run.eachFrame(cells -> {
            List<ShownCell> sources = cells.values().stream()
                    .filter(cell -> cell.is("lead_source", "month"))
                    .toList();
            ShownCell company = cells.get("cell/leads/company/company/month/"
                    + LocalDate.of(2025, 11, 1).toEpochDay());
            assertThat(sources.stream().mapToLong(cell -> cell.of("leads")).sum())
                    .isEqualTo(company == null ? 0 : company.of("leads"));
            most.accumulateAndGet(sources.size(), Math::max);
        });
        assertThat(most).hasValue(Labels.SHOWN + 1);
        assertThat(run.cells(run.shown()).values().stream()
                        .filter(cell -> cell.is("lead_source", "month"))
                        .map(cell -> cell.key().id() + " " + cell.of("leads")))
                .containsExactlyInAnyOrder("web " + leads / 3, "zalo " + leads / 3, "hotline " + leads / 3);
    }

    @Test
    void poisonedRecordsGoToQuarantineTheirRowsAreLeftOutAndTheRestGoesOn() throws Exception {
        RandomHistory history = RandomHistory.of(9, 300, envelopes);
        List<RawRecord> records = new ArrayList<>(history.records());
        Row stranger = order("4711");
        byte[] key = pos(0, stranger, 1).key();
        byte[] value = pos(0, stranger, 1).value();
        // Behind any snapshot of the history, which would take the row off the list: the database does not have it.
        int late = records.size() - 4;
        records.add(late, poison(900_001, key, new byte[] {1, 2, 3}));
        records.add(late, poison(900_002, key, new byte[] {0, 0, 0, 99, 99, 1}));
        records.add(late, poison(900_003, null, value));
        records.add(late, poison(900_004, key, java.util.Arrays.copyOf(value, value.length - 3)));

        TopologyRun run = new TopologyRun(registry, checkpoints, records, END);
        run.execute(2, 0);

        assertSame(figures(run), NaiveFigures.of(history.live(), END));
        Map<Long, String> reasons = new TreeMap<>();
        for (Result quarantined : run.quarantined()) {
            QuarantinedRecord record = (QuarantinedRecord) run.decode(quarantined);
            if (record.getOffset() > 900_000) {
                reasons.put(record.getOffset(), record.getReason());
            }
        }
        assertThat(reasons)
                .containsEntry(900_001L, "undecodable")
                .containsEntry(900_002L, "unknown_schema")
                .containsEntry(900_003L, "missing_key")
                .containsEntry(900_004L, "undecodable");
        assertThat(run.shown().keySet())
                .contains("left-out/pos_order/4711")
                .contains("left-out/record/rows.pos@900003")
                .doesNotContain("left-out/record/rows.pos@900001");
    }

    private static RawRecord poison(long offset, byte[] key, byte[] value) {
        return new RawRecord(Topics.ROWS_POS.name(), 0, offset, 0, key, value);
    }

    @Test
    void aStartWithoutStateTakesBackWhatIsNoMore() throws Exception {
        RandomHistory history = RandomHistory.of(10, 300, envelopes);
        TopologyRun first = new TopologyRun(registry, checkpoints, history.records(), END);
        first.execute(2, 0);

        RandomHistory other = RandomHistory.of(11, 300, envelopes);
        TopologyRun second = new TopologyRun(registry, checkpoints, other.records(), END);
        second.published(first.published());
        second.execute(2, 0);

        assertSame(figures(second), NaiveFigures.of(other.live(), END));
        second.eachFrame(KpiJobTopologyTest::assertSumsAgree);
    }

    /** What a job of other settings published is replaced as a whole, never mixed with the new. */
    @Test
    void aStartInAnotherZoneShowsNoSumsOfTwoZones() throws Exception {
        RandomHistory history = RandomHistory.of(13, 300, envelopes);
        List<RawRecord> records = history.records();
        TopologyRun first = new TopologyRun(registry, checkpoints, records, END);
        first.execute(2, 0);

        ZoneId zone = ZoneId.of("America/New_York");
        TopologyRun second = new TopologyRun(registry, checkpoints.resolve("other"), records, END);
        second.in(zone);
        second.published(first.published());
        second.execute(2, 1);

        Map<String, Long> expected = NaiveFigures.of(history.live(), END, zone);
        assertThat(expected).isNotEqualTo(NaiveFigures.of(history.live(), END));
        assertSame(figures(second), expected);
        second.eachFrame(KpiJobTopologyTest::assertSumsAgree);
    }

    /** Every sum over the rows of a scope is the company's. */
    private static void assertSumsAgree(Map<String, ShownCell> cells) {
        Map<String, Map<String, long[]>> sums = new TreeMap<>();
        for (ShownCell cell : cells.values()) {
            if (cell.key().unit().equals("day") || cell.key().unit().equals("year")) {
                long[] sum = sums.computeIfAbsent(
                                cell.key().unit() + "/" + cell.key().start(), w -> new TreeMap<>())
                        .computeIfAbsent(cell.key().scope(), scope -> new long[3]);
                sum[0] += cell.of("net");
                sum[1] += cell.of("orders");
                sum[2] += cell.of("won_amount");
            }
        }
        sums.forEach((window, scopes) -> {
            long[] company = scopes.getOrDefault("company", new long[3]);
            for (String scope : List.of("rep", "team", "region")) {
                assertThat(scopes.getOrDefault(scope, new long[3]))
                        .as(scope + " in " + window)
                        .isEqualTo(company);
            }
            for (String scope : List.of("store", "channel", "location")) {
                assertThat(scopes.getOrDefault(scope, new long[3])[0])
                        .as(scope + " in " + window)
                        .isEqualTo(company[0]);
            }
        });
    }

    /** Names only what differs; the maps have thousands of entries. */
    private static void assertSame(Map<String, Long> published, Map<String, Long> expected) {
        assertThat(expected).hasSizeGreaterThan(500);
        TreeSet<String> different = new TreeSet<>(published.keySet());
        different.addAll(expected.keySet());
        different.removeIf(key -> Objects.equals(published.get(key), expected.get(key)));
        assertThat(different)
                .as(() -> different.stream()
                        .limit(20)
                        .map(key -> key + ": published " + published.get(key) + ", expected " + expected.get(key))
                        .collect(Collectors.joining("\n")))
                .isEmpty();
    }

    /** The measures that are not zero of what a reader holds at the end. */
    private static Map<String, Long> figures(TopologyRun run) throws IOException {
        Map<String, Long> figures = new TreeMap<>();
        for (ShownCell cell : run.cells(run.shown()).values()) {
            ResultKeys.CellKey key = cell.key();
            cell.sums().forEach((measure, value) -> {
                // The spread of discounts over products has tests of its own.
                boolean spread = Set.of("product", "region_product").contains(key.scope())
                        && (measure.equals("net") || measure.equals("net_refund_dated"));
                if (value != 0 && !spread && !measure.startsWith("reached_")) {
                    figures.put(
                            key.scope() + "/" + key.id() + "/" + key.unit() + "/" + start(key) + "/" + measure, value);
                }
            });
        }
        return figures;
    }

    private static String start(ResultKeys.CellKey cell) {
        return switch (cell.unit()) {
            case "now" -> "0";
            case "hour" -> Instant.ofEpochSecond(cell.start() * 60).toString();
            default -> LocalDate.ofEpochDay(cell.start()).toString();
        };
    }
}
