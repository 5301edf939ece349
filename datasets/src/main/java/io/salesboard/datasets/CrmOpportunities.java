package io.salesboard.datasets;

import io.salesboard.datasets.DataSet.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CRM Sales Opportunities: 8,800 opportunities of a computer hardware maker, US dollars.
 *
 * <p>Agents are reps, managers are teams, regional offices are regions. An opportunity is inserted when engaged (stage
 * proposal) and updated when closed (won, lost), each an event of its own. Until it is closed its amount is the list
 * price of its product; a won one has the close value, a lost one keeps the list price. Prospecting opportunities have no
 * date: they are inserted on the last day of the data, as qualification. Days are given times from 9 to 13 (engaged) and
 * from 13 to 17 (closed), UTC. Sources, leads, probabilities, quotas and lost reasons are not in the data and stay null;
 * the pipeline's "GTXPro" is the products' "GTX Pro".
 *
 * <p>The pipeline is read twice: to check every value and to learn its days, and to make its events; in memory are only the
 * days and times of each opportunity.
 */
final class CrmOpportunities {
    static final List<String> FILES = List.of("sales_pipeline.csv", "sales_teams.csv", "products.csv", "accounts.csv");
    private static final String CURRENCY = "USD";

    private static final String PIPELINE = "sales_pipeline.csv";

    private final EventFile events;
    private final Map<String, BigDecimal> listPrices = new HashMap<>();
    private final Set<String> agents = new HashSet<>();
    private final List<Change> pos = new ArrayList<>();
    private final List<Change> crm = new ArrayList<>();
    private final PipelineDays days = new PipelineDays();

    private CrmOpportunities(EventFile events) {
        this.events = events;
    }

    static DataSet load(CsvFolder folder, EventFile events) throws IOException {
        CrmOpportunities loader = new CrmOpportunities(events);
        loader.products(folder.rows("products.csv"));
        List<CsvRow> teams = folder.rows("sales_teams.csv");
        teams.forEach(row -> row.unique("sales_agent", loader.agents::add));
        folder.forEach(PIPELINE, loader::learn);
        loader.days.settle();
        loader.teams(teams, loader.days.first());
        loader.addEvents(folder);
        events.sort();
        return new DataSet(
                "CRM Sales Opportunities",
                Currency.getInstance(CURRENCY),
                ZoneOffset.UTC,
                Database.CRM,
                loader.pos,
                loader.crm,
                loader.days.firstClosing().atStartOfDay(ZoneOffset.UTC).toInstant(),
                events);
    }

    private void products(List<CsvRow> rows) {
        for (CsvRow row : rows) {
            String name = row.unique("product", key -> !listPrices.containsKey(key));
            listPrices.put(name, row.decimal("sales_price", CsvRow.MONEY));
            pos.add(Change.insert(
                    "product",
                    "product_id, name, category, unit_cost, currency",
                    Ids.key(name),
                    name,
                    row.textOrNull("series"),
                    null,
                    CURRENCY));
        }
    }

    private void teams(List<CsvRow> rows, LocalDate validFrom) {
        Set<String> known = new HashSet<>();
        long assignment = 0;
        for (CsvRow row : rows) {
            String agent = row.text("sales_agent");
            String manager = row.text("manager");
            String office = row.text("regional_office");
            if (known.add(office)) {
                crm.add(Change.insert("region", "region_id, name", Ids.key(office), office));
            }
            if (known.add(manager)) {
                crm.add(Change.insert("team", "team_id, name, region_id", Ids.key(manager), manager, Ids.key(office)));
            }
            crm.add(Change.insert("rep", "rep_id, name", Ids.key(agent), agent));
            crm.add(Change.insert(
                    "rep_assignment",
                    "assignment_id, rep_id, team_id, region_id, valid_from",
                    ++assignment,
                    Ids.key(agent),
                    Ids.key(manager),
                    Ids.key(office),
                    validFrom));
        }
        crm.add(Ids.continueAfter("rep_assignment", "assignment_id", assignment));
    }

    /** Reads every value once, so that nothing is loaded of a file that cannot be read to its end. */
    private void learn(CsvRow row) {
        if (!agents.contains(row.text("sales_agent"))) {
            throw row.wrong("sales_agent", "is not in sales_teams.csv");
        }
        if (!listPrices.containsKey(product(row))) {
            throw row.wrong("product", "is not in products.csv");
        }
        row.text("deal_stage");
        row.textOrNull("account");
        LocalDate closed = row.dayOrNull("close_date");
        if (closed != null && isWon(row)) {
            row.decimal("close_value", CsvRow.MONEY);
        }
        days.add(row.dayOrNull("engage_date"), closed);
    }

    private static String product(CsvRow row) {
        String product = row.text("product");
        return product.equals("GTXPro") ? "GTX Pro" : product;
    }

    private static boolean isWon(CsvRow row) {
        return switch (row.text("deal_stage")) {
            case "Won" -> true;
            case "Lost" -> false;
            default -> throw row.wrong("deal_stage", "is closed, and neither Won nor Lost");
        };
    }

    private void addEvents(CsvFolder folder) throws IOException {
        int[] next = {0};
        folder.forEach(PIPELINE, row -> {
            int index = next[0]++;
            int place = days.place(index);
            long id = place + 1;
            events.add(open(id, days.opened(index), row), 2 * place);
            Instant closed = days.closed(index);
            if (closed != null) {
                events.add(close(id, closed, row), 2 * place + 1);
            }
        });
        crm.add(Ids.continueAfter("opportunity", "opp_id", next[0]));
    }

    private Event open(long id, Instant at, CsvRow row) {
        String product = product(row);
        String stage = row.text("deal_stage").equals("Prospecting") ? "qualification" : "proposal";
        return new Event(
                at,
                List.of(
                        Change.insert(
                                "opportunity",
                                "opp_id, owner_rep_id, product_id, stage, amount, currency, created_ts, account_name",
                                id,
                                Ids.key(row.text("sales_agent")),
                                Ids.key(product),
                                stage,
                                listPrices.get(product),
                                CURRENCY,
                                at,
                                row.textOrNull("account")),
                        entered(id, stage, at)));
    }

    private static Event close(long id, Instant at, CsvRow row) {
        boolean won = isWon(row);
        String stage = won ? "won" : "lost";
        Change change = won
                ? Change.of(
                        "update opportunity set stage = ?, outcome = ?, closed_ts = ?, amount = ? where opp_id = ?",
                        stage,
                        stage,
                        at,
                        row.decimal("close_value", CsvRow.MONEY),
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
