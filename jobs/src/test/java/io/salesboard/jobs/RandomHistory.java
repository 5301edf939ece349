package io.salesboard.jobs;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A seeded history of two databases: inserts, edits, deletions, reassignments, moves between orders, in commit order, with
 * heartbeats, and with repeated older records thrown in.
 */
final class RandomHistory {
    static final long START = 1_763_870_400_000L; // 2025-11-23T04:00:00Z
    private static final int REPS = 6;

    private final Random random;
    private final List<Row> pos = new ArrayList<>();
    private final List<Row> crm = new ArrayList<>();
    private final Map<String, Row> live = new LinkedHashMap<>();
    private long now = START;
    private long lsn = 1000;

    private RandomHistory(long seed) {
        random = new Random(seed);
    }

    static RandomHistory of(long seed, int changes) {
        RandomHistory history = new RandomHistory(seed);
        history.begin();
        for (int i = 0; i < changes; i++) {
            history.change();
        }
        history.heartbeats();
        return history;
    }

    List<Row> pos() {
        return pos;
    }

    List<Row> crm() {
        return crm;
    }

    /** The rows the databases hold at the end. */
    Collection<Row> live() {
        return live.values();
    }

    private void begin() {
        for (int r = 1; r <= REPS; r++) {
            Row rep = row(Table.REP, "R" + r);
            text(rep, "rep_id", "R" + r);
            text(rep, "name", "Nguyễn " + r);
            commit(rep);
            assignment(Integer.toString(r));
        }
        for (int s = 1; s <= 3; s++) {
            store("S" + s);
        }
        heartbeats();
    }

    private void change() {
        now += random.nextInt(60);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> order(id(40));
            case 4, 5, 6 -> line(id(120));
            case 7 -> payment(id(60));
            case 8 -> refund(id(40));
            case 9 -> lead(id(40));
            case 10, 11 -> opportunity(id(30));
            case 12 -> assignment(Integer.toString(1 + random.nextInt(REPS * 2)));
            case 13 -> store("S" + (1 + random.nextInt(3)));
            case 14 -> quota(id(20));
            case 15 -> delete();
            default -> throw new IllegalStateException();
        }
        if (random.nextInt(8) == 0) {
            repeat(random.nextBoolean() ? pos : crm);
        }
        if (random.nextInt(4) == 0) {
            heartbeats();
        }
    }

    private void order(String id) {
        Row row = row(Table.POS_ORDER, id);
        text(row, "store_id", oneOf("S1", "S2", "S3", null));
        text(row, "rep_id", oneOf("R1", "R2", "R3", "R4", "R5", "R6", null));
        text(row, "channel", oneOf("store", "website", null));
        text(row, "status", oneOf("completed", "completed", "completed", "cancelled", "open"));
        text(row, "currency", oneOf("VND", "VND", "VND", "VND", null, "USD"));
        number(row, "completed_ts", random.nextInt(10) == 0 ? Row.NULL : instant());
        number(row, "deleted_at", random.nextInt(15) == 0 ? instant() : Row.NULL);
        number(row, "discount", amount(50_000));
        number(row, "tax", amount(10_000));
        number(row, "shipping", amount(30_000));
        commit(row);
    }

    private void line(String id) {
        Row row = row(Table.POS_ORDER_LINE, id);
        text(row, "order_id", id(40));
        text(row, "product_id", oneOf("P1", "P2", "P3", "P4", null));
        number(row, "line_id", Long.parseLong(id));
        number(row, "qty", (random.nextInt(5) - 1) * 10_000L + random.nextInt(2) * 2_500L);
        number(row, "unit_price", amount(900_000) == Row.NULL ? 10_000 : 1 + random.nextInt(900_000) * 10_000L);
        number(row, "discount", amount(20_000));
        number(row, "tax", amount(5_000));
        commit(row);
    }

    private void payment(String id) {
        Row row = row(Table.POS_PAYMENT, id);
        text(row, "order_id", id(40));
        text(row, "status", oneOf("settled", "settled", "pending"));
        text(row, "currency", oneOf("VND", "VND", "VND", "USD"));
        number(row, "amount", amount(2_000_000));
        commit(row);
    }

    private void refund(String id) {
        Row row = row(Table.POS_REFUND, id);
        text(row, "order_id", id(40));
        text(row, "line_id", random.nextBoolean() ? id(120) : null);
        text(row, "currency", oneOf("VND", "VND", "VND", "USD"));
        number(row, "amount", amount(100_000));
        number(row, "refund_ts", instant());
        commit(row);
    }

    private void lead(String id) {
        Row row = row(Table.LEAD, id);
        text(row, "source", oneOf("ads", "referral", null));
        text(row, "owner_rep_id", oneOf("R1", "R2", "R3", null));
        text(row, "status", oneOf("new", "converted", "merged"));
        number(row, "created_ts", instant());
        number(row, "converted_ts", random.nextBoolean() ? instant() : Row.NULL);
        commit(row);
    }

    private void opportunity(String id) {
        Row row = row(Table.OPPORTUNITY, id);
        text(row, "owner_rep_id", oneOf("R1", "R2", "R3", "R4", null));
        text(row, "source", oneOf("ads", "referral", null));
        text(row, "product_id", oneOf("P1", "P2", null));
        text(row, "currency", oneOf("VND", "VND", "VND", null));
        text(row, "outcome", oneOf("won", "lost", null, null));
        text(row, "lost_reason", oneOf("price", "timing", null));
        number(row, "amount", amount(9_000_000));
        number(row, "probability", random.nextInt(4) == 0 ? Row.NULL : random.nextInt(10_001));
        number(row, "created_ts", instant());
        number(row, "closed_ts", random.nextInt(3) == 0 ? Row.NULL : instant());
        commit(row);
    }

    private void quota(String id) {
        Row row = row(Table.QUOTA, id);
        boolean team = random.nextBoolean();
        text(row, "scope_type", team ? "team" : "rep");
        text(row, "scope_id", team ? oneOf("T1", "T2") : oneOf("R1", "R2"));
        text(row, "metric", oneOf("revenue", "revenue", "orders"));
        text(row, "currency", "VND");
        number(row, "quota_id", Long.parseLong(id));
        LocalDate month = LocalDate.of(2025, 10 + random.nextInt(2), 1);
        number(row, "period_start", month.toEpochDay());
        number(row, "period_end", month.plusMonths(1).toEpochDay());
        number(row, "amount", amount(90_000_000));
        number(row, "version", 1 + random.nextInt(3));
        commit(row);
    }

    private void assignment(String id) {
        Row row = row(Table.REP_ASSIGNMENT, id);
        text(row, "rep_id", "R" + (1 + random.nextInt(REPS)));
        text(row, "team_id", oneOf("T1", "T2", "T3", null));
        text(row, "region_id", oneOf("N", "S", null));
        number(row, "assignment_id", Long.parseLong(id));
        long from = LocalDate.of(2025, 11, 1 + random.nextInt(25)).toEpochDay();
        number(row, "valid_from", from);
        number(row, "valid_to", random.nextBoolean() ? Row.NULL : from + random.nextInt(20));
        commit(row);
    }

    private void store(String id) {
        Row row = row(Table.STORE, id);
        text(row, "store_id", id);
        text(row, "name", "Cửa hàng " + id);
        text(row, "region_id", oneOf("N", "S", null));
        commit(row);
    }

    private void delete() {
        List<Row> rows = new ArrayList<>(live.values());
        Row victim = rows.get(random.nextInt(rows.size()));
        lsn++;
        Row gone = Row.absent(victim.table(), victim.key(), lsn, now);
        live.remove(name(victim));
        topic(victim.table()).add(gone);
    }

    private void repeat(List<Row> topic) {
        Row old = topic.get(random.nextInt(topic.size()));
        if (old.table() != Table.HEARTBEAT) {
            topic.add(old);
        }
    }

    private void heartbeats() {
        now += 1 + random.nextInt(40);
        pos.add(Row.absent(Table.HEARTBEAT, "heartbeat", ++lsn, now));
        crm.add(Row.absent(Table.HEARTBEAT, "heartbeat", ++lsn, now));
    }

    private void commit(Row row) {
        topic(row.table()).add(row);
        live.put(name(row), row);
    }

    private List<Row> topic(Table table) {
        return switch (table) {
            case STORE, PRODUCT, POS_ORDER, POS_ORDER_LINE, POS_PAYMENT, POS_REFUND -> pos;
            default -> crm;
        };
    }

    private Row row(Table table, String key) {
        return Row.empty(table, key, ++lsn, now);
    }

    private static String name(Row row) {
        return row.table() + "/" + row.key();
    }

    private String id(int bound) {
        return Integer.toString(1 + random.nextInt(bound));
    }

    private String oneOf(String... values) {
        return values[random.nextInt(values.length)];
    }

    private long amount(int bound) {
        return random.nextInt(6) == 0 ? Row.NULL : random.nextInt(bound) * 10_000L + random.nextInt(3) * 5_000L;
    }

    /** Within 60 days before the start, so that months, weeks and the last two days all get some. */
    private long instant() {
        long back = random.nextInt(3) == 0 ? random.nextInt(2 * 86_400) : random.nextInt(60 * 86_400);
        return (START / 1000 - back) * 1_000_000L;
    }

    private static void text(Row row, String column, String value) {
        row.setText(row.table().slot(column), value);
    }

    private static void number(Row row, String column, long value) {
        row.setNumber(row.table().slot(column), value);
    }
}
