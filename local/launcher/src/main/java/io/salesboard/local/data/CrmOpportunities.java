package io.salesboard.local.data;

import io.salesboard.local.data.DataSet.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * CRM Sales Opportunities: 8,800 opportunities of a computer hardware maker, US dollars.
 *
 * <p>Agents are reps, managers are teams, regional offices are regions. An opportunity is inserted when engaged (stage
 * proposal) and updated when closed (won, lost), each an event of its own. Until it is closed its amount is the list
 * price of its product; a won one has the close value, a lost one keeps the list price. Prospecting opportunities have no
 * date: they are inserted on the last day of the data, as qualification. Days are given times from 9 to 13 (engaged) and
 * from 13 to 17 (closed), UTC. Sources, leads, probabilities, quotas and lost reasons are not in the data and stay null;
 * the pipeline's "GTXPro" is the products' "GTX Pro".
 */
final class CrmOpportunities {
    static final List<String> FILES = List.of("sales_pipeline.csv", "sales_teams.csv", "products.csv", "accounts.csv");
    private static final String CURRENCY = "USD";

    private final Map<String, BigDecimal> listPrices = new HashMap<>();
    private final Set<String> agents = new HashSet<>();
    private final List<Change> pos = new ArrayList<>();
    private final List<Change> crm = new ArrayList<>();

    private CrmOpportunities() {}

    static DataSet load(Path folder) throws IOException {
        CrmOpportunities loader = new CrmOpportunities();
        List<CSVRecord> pipeline = Csv.read(folder, "sales_pipeline.csv");
        LocalDate first = dates(pipeline).min(Comparator.naturalOrder()).orElseThrow();
        // Months of opportunities come before: until the first is closed a leaderboard has nothing to show.
        LocalDate firstClosing = pipeline.stream()
                .map(row -> day(row, "close_date"))
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        loader.products(Csv.read(folder, "products.csv"));
        loader.teams(Csv.read(folder, "sales_teams.csv"), first);
        return new DataSet(
                "CRM Sales Opportunities",
                Currency.getInstance(CURRENCY),
                ZoneOffset.UTC,
                Database.CRM,
                loader.pos,
                loader.crm,
                firstClosing.atStartOfDay(ZoneOffset.UTC).toInstant(),
                loader.events(pipeline));
    }

    private static Stream<LocalDate> dates(List<CSVRecord> pipeline) {
        return pipeline.stream()
                .flatMap(row -> Stream.of(day(row, "engage_date"), day(row, "close_date")))
                .filter(Objects::nonNull);
    }

    private static LocalDate day(CSVRecord row, String column) {
        String text = row.get(column);
        return text == null ? null : LocalDate.parse(text);
    }

    private void products(List<CSVRecord> rows) {
        for (CSVRecord row : rows) {
            String name = row.get("product");
            listPrices.put(name, new BigDecimal(row.get("sales_price")));
            pos.add(Change.insert(
                    "product",
                    "product_id, name, category, unit_cost, currency",
                    Csv.key(name),
                    name,
                    row.get("series"),
                    null,
                    CURRENCY));
        }
    }

    private void teams(List<CSVRecord> rows, LocalDate validFrom) {
        Set<String> known = new HashSet<>();
        long assignment = 0;
        for (CSVRecord row : rows) {
            String agent = row.get("sales_agent");
            String manager = row.get("manager");
            String office = row.get("regional_office");
            if (known.add(office)) {
                crm.add(Change.insert("region", "region_id, name", Csv.key(office), office));
            }
            if (known.add(manager)) {
                crm.add(Change.insert("team", "team_id, name, region_id", Csv.key(manager), manager, Csv.key(office)));
            }
            agents.add(agent);
            crm.add(Change.insert("rep", "rep_id, name", Csv.key(agent), agent));
            crm.add(Change.insert(
                    "rep_assignment",
                    "assignment_id, rep_id, team_id, region_id, valid_from",
                    ++assignment,
                    Csv.key(agent),
                    Csv.key(manager),
                    Csv.key(office),
                    validFrom));
        }
        crm.add(Ids.continueAfter("rep_assignment", "assignment_id", assignment));
    }

    private record Opened(Instant at, CSVRecord row) {}

    private List<Event> events(List<CSVRecord> pipeline) {
        LocalDate last = dates(pipeline).max(Comparator.naturalOrder()).orElseThrow();
        Spread opening = new Spread(
                LocalTime.of(9, 0),
                LocalTime.of(13, 0),
                pipeline.stream().map(row -> engaged(row, last)).toList());
        Spread closing = new Spread(
                LocalTime.of(13, 0),
                LocalTime.of(17, 0),
                pipeline.stream()
                        .map(row -> day(row, "close_date"))
                        .filter(Objects::nonNull)
                        .toList());
        List<Opened> opened = pipeline.stream()
                .map(row -> new Opened(opening.next(engaged(row, last)), row))
                .sorted(Comparator.comparing(Opened::at))
                .toList();
        List<Event> events = new ArrayList<>();
        long id = 0;
        for (Opened opportunity : opened) {
            id++;
            events.add(open(id, opportunity));
            LocalDate closed = day(opportunity.row, "close_date");
            if (closed != null) {
                events.add(close(id, opportunity.row, closing.next(closed)));
            }
        }
        crm.add(Ids.continueAfter("opportunity", "opp_id", id));
        return events;
    }

    private static LocalDate engaged(CSVRecord row, LocalDate otherwise) {
        LocalDate day = day(row, "engage_date");
        return day == null ? otherwise : day;
    }

    private Event open(long id, Opened opportunity) {
        CSVRecord row = opportunity.row;
        String agent = row.get("sales_agent");
        String product = row.get("product").equals("GTXPro") ? "GTX Pro" : row.get("product");
        if (!agents.contains(agent) || !listPrices.containsKey(product)) {
            throw new IllegalArgumentException("sales_pipeline.csv, row " + row.getRecordNumber() + ": agent '" + agent
                    + "' is not in sales_teams.csv or product '" + product + "' is not in products.csv");
        }
        String stage = row.get("deal_stage").equals("Prospecting") ? "qualification" : "proposal";
        return new Event(
                opportunity.at,
                List.of(
                        Change.insert(
                                "opportunity",
                                "opp_id, owner_rep_id, product_id, stage, amount, currency, created_ts, account_name",
                                id,
                                Csv.key(agent),
                                Csv.key(product),
                                stage,
                                listPrices.get(product),
                                CURRENCY,
                                opportunity.at,
                                row.get("account")),
                        entered(id, stage, opportunity.at)));
    }

    private static Event close(long id, CSVRecord row, Instant at) {
        boolean won = switch (row.get("deal_stage")) {
            case "Won" -> true;
            case "Lost" -> false;
            default ->
                throw new IllegalArgumentException("sales_pipeline.csv, row " + row.getRecordNumber()
                        + ": closed, but in stage '" + row.get("deal_stage") + "', not Won or Lost");
        };
        String stage = won ? "won" : "lost";
        Change change = won
                ? Change.of(
                        "update opportunity set stage = ?, outcome = ?, closed_ts = ?, amount = ? where opp_id = ?",
                        stage,
                        stage,
                        at,
                        new BigDecimal(row.get("close_value")),
                        id)
                : Change.of(
                        "update opportunity set stage = ?, outcome = ?, closed_ts = ? where opp_id = ?",
                        stage,
                        stage,
                        at,
                        id);
        return new Event(at, List.of(change, entered(id, stage, at)));
    }

    private static Change entered(long id, String stage, Instant at) {
        return Change.insert("opportunity_stage_history", "opp_id, stage, entered_ts", id, stage, at);
    }
}
