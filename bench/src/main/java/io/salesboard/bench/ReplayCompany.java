package io.salesboard.bench;

import io.salesboard.core.model.Scope;
import io.salesboard.core.model.Table;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Struct;

/**
 * The company of a replay, made up from a seed: a hundred reps in ten teams and four regions, and orders of the last year, each with
 * four lines. Knows the revenue they come to.
 */
final class ReplayCompany {
    static final int ROWS_AN_ORDER = 5;

    private static final int REPS = 100;
    private static final int TEAMS = 10;
    private static final int REGIONS = 4;
    private static final int STORES = 10;
    private static final int PRODUCTS = 60;
    private static final List<String> CHANNELS = List.of("store", "website", "marketplace", "social");
    private static final int DAYS = 365;
    private static final int SELLING_SECONDS = 10 * 3600;

    private final Random random = new Random(7);
    private final Instant now;
    private final ZoneId zone;
    private final String currency;
    private final Map<LocalDate, Map<String, Long>> revenue = new TreeMap<>();
    private long orders;
    private long lines;

    ReplayCompany(Instant now, ZoneId zone, String currency) {
        this.now = now.truncatedTo(ChronoUnit.SECONDS);
        this.zone = zone;
        this.currency = currency;
    }

    /** By the first day of a month: {@code <scope>/<id>} to revenue. */
    Map<LocalDate, Map<String, Long>> revenue() {
        return revenue;
    }

    /** The tables that are there before the first order. */
    void snapshots(RowTopicWriter pos, RowTopicWriter crm) throws IOException {
        CapturedTable store = pos.table(Table.STORE);
        CapturedTable product = pos.table(Table.PRODUCT);
        Map<Table, List<Struct>> shop = new LinkedHashMap<>();
        shop.put(Table.STORE, rows(STORES, i -> store.row("S" + i, "Store " + i, region(i), "store")));
        shop.put(
                Table.PRODUCT,
                rows(PRODUCTS, i -> product.row("P" + i, "Product " + i, "Category " + i % 6, null, currency)));
        pos.snapshot(shop);
        CapturedTable region = crm.table(Table.REGION);
        CapturedTable team = crm.table(Table.TEAM);
        CapturedTable rep = crm.table(Table.REP);
        CapturedTable assignment = crm.table(Table.REP_ASSIGNMENT);
        int hired = (int) now.atZone(zone).toLocalDate().toEpochDay() - 2 * DAYS;
        Map<Table, List<Struct>> people = new LinkedHashMap<>();
        people.put(Table.REGION, rows(REGIONS, i -> region.row(region(i), "Region " + i)));
        people.put(Table.TEAM, rows(TEAMS, i -> team.row("T" + i, "Team " + i, region(i))));
        people.put(Table.REP, rows(REPS, i -> rep.row(rep(i), "Rep " + i, hired, true)));
        people.put(
                Table.REP_ASSIGNMENT,
                rows(
                        REPS,
                        i -> assignment.row((long) i, rep(i), "T" + i % TEAMS, region(i % TEAMS), null, hired, null)));
        crm.snapshot(people);
    }

    private static List<Struct> rows(int count, IntFunction<Struct> row) {
        return IntStream.range(0, count).mapToObj(row).toList();
    }

    private static String rep(int number) {
        return String.format(Locale.ROOT, "R%03d", number);
    }

    private static String region(int number) {
        return "N" + number % REGIONS;
    }

    /** The next order, with its lines. */
    void order(RowTopicWriter pos) throws IOException {
        int rep = random.nextInt(REPS);
        Instant sold = now.minus(random.nextInt(DAYS), ChronoUnit.DAYS).minusSeconds(random.nextInt(SELLING_SECONDS));
        String at = sold.toString();
        long order = ++orders;
        pos.insert(
                Table.POS_ORDER,
                pos.table(Table.POS_ORDER)
                        .row(
                                order,
                                "S" + random.nextInt(STORES),
                                rep(rep),
                                null,
                                CHANNELS.get(random.nextInt(CHANNELS.size())),
                                "completed",
                                at,
                                at,
                                currency,
                                "0.0000",
                                "0.0000",
                                "0.0000"));
        long sum = 0;
        for (int line = 1; line < ROWS_AN_ORDER; line++) {
            int quantity = 1 + random.nextInt(3);
            long price = 1_000L * (1 + random.nextInt(1_000));
            sum += quantity * price;
            pos.insert(
                    Table.POS_ORDER_LINE,
                    pos.table(Table.POS_ORDER_LINE)
                            .row(
                                    ++lines,
                                    order,
                                    "P" + random.nextInt(PRODUCTS),
                                    quantity + ".0000",
                                    price + ".0000",
                                    "0.0000",
                                    "0.0000",
                                    "base"));
        }
        add(sold, rep, sum);
    }

    private void add(Instant sold, int rep, long sum) {
        Map<String, Long> month =
                revenue.computeIfAbsent(sold.atZone(zone).toLocalDate().withDayOfMonth(1), first -> new TreeMap<>());
        for (String subject : List.of(
                Scope.COMPANY.key() + "/" + Scope.COMPANY_ID,
                Scope.REGION.key() + "/" + region(rep % TEAMS),
                Scope.TEAM.key() + "/T" + rep % TEAMS,
                Scope.REP.key() + "/" + rep(rep))) {
            month.merge(subject, sum, Long::sum);
        }
    }
}
