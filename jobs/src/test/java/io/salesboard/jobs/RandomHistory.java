package io.salesboard.jobs;

import io.salesboard.core.model.Row;
import io.salesboard.core.model.Table;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.schemas.Topics;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A seeded history of two databases: transactions of inserts, edits, deletions, changes of keys, reassignments, moves between
 * orders; emptied tables; rows that cannot be read; databases that are put back to an older state and read again, their log beginning lower; repeated
 * older records; clocks that step. Both topics are interleaved as they arrive, so that transactions are cut by each other.
 */
final class RandomHistory {
    static final long START = 1_763_870_400_000L; // 2025-11-23T04:00:00Z
    private static final int REPS = 6;
    private static final long DAY = 86_400_000_000L;

    private final Random random;
    private final Envelopes envelopes;
    private final Source pos = new Source(Topics.ROWS_POS.name());
    private final Source crm = new Source(Topics.ROWS_CRM.name());

    /** One database: its log as it stands in its topic, and the rows it holds. */
    private static final class Source {
        private final String topic;
        private final List<RawRecord> records = new ArrayList<>();
        private final Map<String, Row> live = new LinkedHashMap<>();
        /** What may be repeated: records since the last snapshot. */
        private final List<RawRecord> repeatable = new ArrayList<>();

        private long now = START;
        private long lsn = 1000;
        private long transaction = 700;

        private Source(String topic) {
            this.topic = topic;
        }
    }

    private RandomHistory(long seed, Envelopes envelopes) {
        random = new Random(seed);
        this.envelopes = envelopes;
    }

    static RandomHistory of(long seed, int transactions, Envelopes envelopes) {
        RandomHistory history = new RandomHistory(seed, envelopes);
        history.begin();
        for (int i = 0; i < transactions; i++) {
            history.transaction();
        }
        history.heartbeat(history.pos);
        history.heartbeat(history.crm);
        return history;
    }

    /** The records of both topics in an order in which a reader may get them. */
    List<RawRecord> records() {
        List<RawRecord> records = new ArrayList<>();
        int p = 0;
        int c = 0;
        while (p < pos.records.size() || c < crm.records.size()) {
            int some = 1 + random.nextInt(12);
            boolean fromPos = c == crm.records.size() || p < pos.records.size() && random.nextBoolean();
            for (int i = 0; i < some; i++) {
                if (fromPos && p < pos.records.size()) {
                    records.add(pos.records.get(p++));
                } else if (!fromPos && c < crm.records.size()) {
                    records.add(crm.records.get(c++));
                }
            }
        }
        return records;
    }

    /** The rows the databases hold at the end. */
    Collection<Row> live() {
        List<Row> rows = new ArrayList<>(pos.live.values());
        rows.addAll(crm.live.values());
        return rows;
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
        heartbeat(pos);
        heartbeat(crm);
    }

    /** Some changes, closed by END, or by nothing but what comes next. */
    private void transaction() {
        Source source = random.nextInt(3) > 0 ? pos : crm;
        source.transaction++;
        source.now += random.nextInt(60) + (random.nextInt(50) == 0 ? random.nextInt(7_200_000) - 3_600_000 : 0);
        for (int i = random.nextInt(5); i >= 0; i--) {
            change(source);
        }
        if (random.nextInt(3) > 0) {
            add(source, envelopes.end(source.topic, source.records.size()));
        }
        if (random.nextInt(8) == 0) {
            repeat(source);
        }
        if (random.nextInt(4) == 0) {
            heartbeat(source);
        }
        if (random.nextInt(250) == 0) {
            readAgain(source);
        }
    }

    private void change(Source source) {
        if (random.nextInt(150) == 0) {
            truncate(source);
        } else if (random.nextInt(12) == 0) {
            delete(source);
        } else if (random.nextInt(30) == 0) {
            changeKey(source);
        } else if (source == pos) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> order(id(40));
                case 4, 5 -> line(id(120));
                case 6 -> unreadable(id(120));
                case 7 -> payment(id(60));
                case 8 -> refund(id(40));
                default -> store("S" + (1 + random.nextInt(3)));
            }
        } else {
            switch (random.nextInt(7)) {
                case 6 -> activity(id(30));
                case 0 -> lead(id(40));
                case 1, 2 -> opportunity(id(30));
                case 3 -> assignment(Integer.toString(1 + random.nextInt(REPS * 2)));
                default -> quota(id(20));
            }
        }
    }

    private void order(String id) {
        Row row = row(Table.POS_ORDER, id);
        text(row, "store_id", oneOf("S1", "S2", "S3", null));
        text(row, "rep_id", oneOf("R1", "R2", "R3", "R4", "R5", "R6", null));
        text(row, "customer_id", oneOf("C1", "C2", "C3", "C4", null));
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
        commit(lineRow(id));
    }

    /** A version of a row that cannot be true: the row leaves the figures until another version comes. */
    private void unreadable(String id) {
        Row row = lineRow(id);
        number(row, "qty", 10_000_000_000L);
        number(row, "unit_price", 4_000_000_000_000_000_000L);
        pos.live.remove(name(row));
        change(pos, row, "u");
    }

    private Row lineRow(String id) {
        Row row = row(Table.POS_ORDER_LINE, id);
        text(row, "order_id", id(40));
        text(row, "product_id", oneOf("P1", "P2", "P3", "P4", null));
        number(row, "line_id", Long.parseLong(id));
        number(row, "qty", (random.nextInt(5) - 1) * 10_000L + random.nextInt(2) * 2_500L);
        number(row, "unit_price", amount(900_000) == Row.NULL ? 10_000 : 1 + random.nextInt(900_000) * 10_000L);
        number(row, "discount", amount(20_000));
        number(row, "tax", amount(5_000));
        return row;
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
        number(row, "expected_close", random.nextInt(4) == 0 ? Row.NULL : soon() / DAY);
        commit(row);
    }

    private void activity(String id) {
        Row row = row(Table.ACTIVITY, id);
        text(row, "type", oneOf("meeting", "meeting", "call", null));
        text(row, "rep_id", oneOf("R1", "R2", "R3", null));
        number(row, "scheduled_ts", random.nextInt(6) == 0 ? Row.NULL : soon());
        number(row, "done_ts", random.nextInt(3) == 0 ? instant() : Row.NULL);
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

    private void delete(Source source) {
        List<Row> rows = new ArrayList<>(source.live.values());
        if (!rows.isEmpty()) {
            gone(source, rows.get(random.nextInt(rows.size())));
        }
    }

    private void gone(Source source, Row row) {
        source.live.remove(name(row));
        change(source, Row.absent(row.table(), row.key(), ++source.lsn, source.now), "d");
    }

    /** An update of the primary key is a deletion and an insert. */
    private void changeKey(Source source) {
        List<Row> rows = source.live.values().stream()
                .filter(row -> row.table() == Table.POS_PAYMENT || row.table() == Table.LEAD)
                .toList();
        if (rows.isEmpty()) {
            return;
        }
        Row before = rows.get(random.nextInt(rows.size()));
        gone(source, before);
        Row after = row(before.table(), id(60));
        for (Table.Column column : before.table().columns()) {
            if (column.type() == io.salesboard.core.model.ColumnType.TEXT) {
                after.setText(column.slot(), before.textIn(column.slot()));
            } else {
                after.setNumber(column.slot(), before.numberIn(column.slot()));
            }
        }
        commit(after);
    }

    private void truncate(Source source) {
        Table table = source == pos
                ? (random.nextBoolean() ? Table.POS_REFUND : Table.POS_PAYMENT)
                : (random.nextBoolean() ? Table.QUOTA : Table.REP_ASSIGNMENT);
        source.live.values().removeIf(row -> row.table() == table);
        change(source, Row.absent(table, "", ++source.lsn, source.now), "t");
    }

    /** A server put back to an older state is read again: rows are gone without a word, and its log begins lower. */
    private void readAgain(Source source) {
        source.live.values().removeIf(row -> random.nextInt(5) == 0);
        source.lsn = 10 + random.nextInt(300);
        source.repeatable.clear();
        if (random.nextBoolean()) {
            add(source, envelopes.readAgain(source.topic, source.records.size()));
        }
        int n = 0;
        for (Row row : source.live.values()) {
            Row copy = row.at(source.lsn, source.now);
            String place = n++ == 0 ? "first" : n == source.live.size() ? "last" : "true";
            add(source, envelopes.record(source.topic, source.records.size(), copy, "r", 5, place));
        }
        heartbeat(source);
    }

    private void repeat(Source source) {
        if (!source.repeatable.isEmpty()) {
            RawRecord old = source.repeatable.get(random.nextInt(source.repeatable.size()));
            add(source, new RawRecord(old.topic(), 0, source.records.size(), old.timestamp(), old.key(), old.value()));
        }
    }

    private void heartbeat(Source source) {
        source.now += 1 + random.nextInt(40);
        Row beat = Row.absent(Table.HEARTBEAT, "heartbeat", ++source.lsn, source.now);
        add(source, envelopes.record(source.topic, source.records.size(), beat, "m", 0, "false"));
    }

    private void commit(Row row) {
        Source source = sourceOf(row.table());
        source.live.put(name(row), row);
        change(source, row, "u");
    }

    private void change(Source source, Row row, String op) {
        RawRecord record = envelopes.record(source.topic, source.records.size(), row, op, source.transaction, "false");
        add(source, record);
        source.repeatable.add(record);
    }

    private static void add(Source source, RawRecord record) {
        source.records.add(record);
    }

    private Source sourceOf(Table table) {
        return table.source() == Table.Source.POS ? pos : crm;
    }

    private Row row(Table table, String key) {
        Source source = sourceOf(table);
        return Row.empty(table, key, ++source.lsn, source.now);
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

    /** Days or tens of minutes before or after the start; what is missed then is so minutes before or after it, never at it. */
    private long soon() {
        int minutes = random.nextInt(4) == 0 ? 5 * 24 * 60 : 60;
        int tens = random.nextInt(minutes / 10) - minutes / 20;
        return (START / 1000 + tens * 600L) * 1_000_000L;
    }

    private static void text(Row row, String column, String value) {
        row.set(row.table().textColumn(column), value);
    }

    private static void number(Row row, String column, long value) {
        row.set(row.table().numberColumn(column), value);
    }
}
