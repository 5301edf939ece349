package io.salesboard.demo;

import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.WindowUnit;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The demo company: a Vietnamese retailer for offices with a sales force, from the start of last quarter until now.
 *
 * <p>The same seed and quarter give the same company on every machine; a later {@code now} of the same quarter only adds
 * what happened since. Amounts are whole đồng.
 */
public final class DemoCompany {
    public static final String NAME = "Thiết bị Sao Mai";
    public static final String CURRENCY = "VND";

    private final long seed;
    private final Instant now;
    private final ZoneId zone;
    private final LocalDate today;
    private final LocalDate start;
    private final Organisation organisation;
    private final List<Product> products = Products.all();
    private final VietnamCalendar calendar;
    private final Demand demand;
    private final SaleGenerator saleGenerator = new SaleGenerator(products);
    private final CrmGenerator crmGenerator;

    private DemoCompany(long seed, Instant now, ZoneId zone) {
        this.seed = seed;
        this.now = now;
        this.zone = zone;
        today = now.atZone(zone).toLocalDate();
        start = startOfHistory(today);
        organisation = Organisation.create(seed, start);
        calendar = new VietnamCalendar(start.getYear(), today.getYear() + 1);
        demand = new Demand(organisation, calendar, zone);
        crmGenerator = new CrmGenerator(products, zone);
    }

    /** The company as it stands at {@code now}; its history is made up when {@link #load} finds a database empty. */
    public static DemoCompany generate(long seed, Instant now, ZoneId zone) {
        return new DemoCompany(seed, now, zone);
    }

    /** First day of the quarter before the one that contains {@code today}. */
    static LocalDate startOfHistory(LocalDate today) {
        long quarter = BusinessCalendar.startOf(WindowUnit.QUARTER, (int) today.toEpochDay());
        return LocalDate.ofEpochDay(quarter).minusMonths(3);
    }

    // A stream of chance of its own for every day: today's draws never change yesterday.

    /** All orders until now, by time. */
    List<Sale> sales() {
        List<Sale> sales = new ArrayList<>();
        for (LocalDate day = start; !day.isAfter(today); day = day.plusDays(1)) {
            Dice dice = new Dice(seed, "sales", day.toEpochDay());
            int credited = dice.poisson(demand.salesForceOrders(day));
            for (int i = 0; i < credited; i++) {
                Instant at = demand.salesForceMoment(dice, day);
                sales.add(saleGenerator.sale(dice, demand.ofRep(dice, demand.seller(dice, day), day), at, 1));
            }
            int others = dice.poisson(demand.counterOrders(day));
            for (int i = 0; i < others; i++) {
                Instant at = demand.counterMoment(dice, day);
                sales.add(saleGenerator.sale(dice, demand.ofNobody(dice), at, 1));
            }
        }
        sales.removeIf(sale -> sale.ordered().isAfter(now));
        sales.sort(Comparator.comparing(Sale::ordered));
        return sales;
    }

    private CrmRows crmRows() {
        List<Prospect> prospects = new ArrayList<>();
        List<Negotiation> deals = new ArrayList<>();
        for (LocalDate day = start; !day.isAfter(today); day = day.plusDays(1)) {
            Dice dice = new Dice(seed, "crm", day.toEpochDay());
            int leads = dice.poisson(demand.leads(day));
            for (int i = 0; i < leads; i++) {
                String owner =
                        dice.chance(0.04) ? null : demand.seller(dice, day).id();
                prospects.add(crmGenerator.prospect(dice, owner, demand.counterMoment(dice, day)));
            }
            // Customers of old bring opportunities that were never leads.
            int known = dice.poisson(0.2 * demand.leads(day));
            for (int i = 0; i < known; i++) {
                String source = dice.chance(0.5) ? "Giới thiệu" : null;
                String owner = demand.seller(dice, day).id();
                deals.add(crmGenerator.deal(dice, owner, source, demand.salesForceMoment(dice, day)));
            }
        }
        prospects.removeIf(prospect -> prospect.created().isAfter(now));
        prospects.sort(Comparator.comparing(Prospect::created));
        prospects.stream()
                .filter(prospect -> prospect.convertedAt(now))
                .map(Prospect::deal)
                .forEach(deals::add);
        deals.removeIf(deal -> deal.created().isAfter(now));
        deals.sort(Comparator.comparing(Negotiation::created));
        List<QuotaPlan.Quota> quotas = new QuotaPlan(seed, organisation, demand, saleGenerator, zone).quotas(start);
        return new CrmRows(organisation, calendar, start, quotas, prospects, deals, activities(), now);
    }

    /** All that is written down until now, also for the days to come. */
    private List<Activity> activities() {
        List<Activity> activities = new ArrayList<>();
        for (LocalDate day = start; day.isBefore(today.plusWeeks(1)); day = day.plusDays(1)) {
            Dice dice = new Dice(seed, "activities", day.toEpochDay());
            int count = dice.poisson(0.45 * demand.leads(day));
            for (int i = 0; i < count; i++) {
                String rep = demand.seller(dice, day).id();
                activities.add(crmGenerator.activity(dice, rep, demand.salesForceMoment(dice, day)));
            }
        }
        activities.removeIf(activity -> activity.arranged().isAfter(now));
        activities.sort(Comparator.comparing(Activity::arranged));
        return activities;
    }

    /** First day of the history. */
    public LocalDate start() {
        return start;
    }

    /**
     * Writes the company into the two databases, each in one transaction; a database that holds a company already is left
     * as it is, so an interrupted load can be repeated.
     *
     * @return rows written
     */
    public long load(Connection pos, Connection crm) throws SQLException {
        return loadIfEmpty(
                        pos, "store", connection -> new PosRows(organisation, products, sales(), now).write(connection))
                + loadIfEmpty(crm, "region", connection -> crmRows().write(connection));
    }

    private interface Writer {
        long write(Connection connection) throws SQLException;
    }

    private static long loadIfEmpty(Connection connection, String table, Writer writer) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            long rows = isEmpty(connection, table) ? writer.write(connection) : 0;
            if (rows > 0) {
                // Without statistics the planner takes hours over what the checks ask.
                Sql.update(connection, "analyze");
            }
            connection.commit();
            return rows;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(autoCommit);
        }
    }

    private static boolean isEmpty(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select not exists (select from " + table + ")")) {
            result.next();
            return result.getBoolean(1);
        }
    }

    /** Sets the identity of {@code table} behind the ids that were given by hand. */
    static void continueIds(Connection connection, String table, String column) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select setval(pg_get_serial_sequence('" + table + "', '" + column + "'), coalesce(max("
                    + column + "), 1), max(" + column + ") is not null) from " + table);
        }
    }
}
