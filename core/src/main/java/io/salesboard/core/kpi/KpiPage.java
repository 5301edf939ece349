package io.salesboard.core.kpi;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.WindowUnit;
import java.util.Locale;
import java.util.stream.Collectors;

/** The page docs/kpis.md: every KPI of the catalogue as its users read it. */
public final class KpiPage {
    private static final String HEAD = """
            # KPIs

            Generated from the catalogue (`core`, `kpi/Catalogue`); do not edit. Every KPI also stands as plain SQL over the source
            tables in `core/src/main/resources/io/salesboard/core/kpi/oracle`, and `./salesboard verify` compares the two.

            ## What counts

            - **Order**: counts once it is completed, not deleted (`deleted_at`), and in the base currency. It belongs to the hour, day,
              ISO week, month, quarter and year of its completion in the business's time zone, however late its row comes.
            - **Amounts** are rounded half up to the currency's minor unit, each column by itself (đồng: no decimals); a line's gross is
              round(quantity × unit price).
            - **Refunds** reduce net revenue on the day of their order; `K01.net_refund_dated` books them on their own day instead.
            - **Discounts and refunds of a whole order** are spread over its lines by value, in the order of the lines, rounded so that
              they add up; so products add up to the company.
            - **Rep, team, region**: an order is its rep's; team and region are those the rep was assigned to on that day
              (`rep_assignment`, from `valid_from` up to, not including, `valid_to`; of overlapping ones the one that started last). A
              reassignment, also a backdated one, moves the days concerned. What belongs to nobody stands in the row `-`.
            - **Combinations**: a row of `region_product` is one product in one region; its id is `<region>|<product>`, in which a bar or
              backslash of the region's id is escaped by a backslash. It is kept for days, weeks, months and quarters.
            - **New customer** (K11): the first of a customer's orders that count, by completion, then by id as text. Where it is cancelled
              or deleted the next one is the first. Customers are told apart by a keyed hash; nobody's id leaves the database.
            - **Location** (K06): a region's are the stores that stand in it, whoever sold there.
            - **Now**: what is open or owed at this moment. A team's or region's is that of the reps it has today.
            - **Quota**: the newest version set for exactly the window; else a quarter or year has the sum of its months; a day has its
              share of the month by working weight, a week its days. A quota of NULL is withdrawn.
            - **Pace** counts working time: days weigh what `business_day` says (1 without a row), today passes evenly from opening to
              closing time.
            - **No value**: a ratio with nothing below the line, a figure that needs a quota where there is none. It is never shown as 0.
            - **Rank** (K55): value descending, then who reached it first (in commit order), then id. Movement is the places gained by what
              is dated today (in a day's window: this hour), corrections of earlier days counted as if they had always been so.
            - **Labels**: channels, lead sources and lost reasons are texts, of which there may be as many as rows. The 200 with the most
              orders, leads and opportunities have a row each, what belongs to all others stands in the row `~`. A label with a quota
              comes first; another one gets a row once it has more than twice as much as the smallest that has one.
            - **Kept out**: rows in another currency or without one, quotas for no calendar period, amounts and dates beyond reason, and
              what cannot be read. They go to the quarantine topic, and `/api/v1/health` counts them.

            """;

    private KpiPage() {}

    /** The page, as Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Kpi kpi : Catalogue.kpis()) {
            page.append("## ").append(kpi.id()).append(' ').append(kpi.en()).append("\n\n");
            page.append("*").append(kpi.vi()).append("*. Scopes: ");
            page.append(kpi.scopes().stream().map(Scope::key).collect(Collectors.joining(", ")));
            page.append(". Windows: ");
            page.append(kpi.windows().stream().map(WindowUnit::key).collect(Collectors.joining(", ")));
            page.append(".\n\n");
            if (!kpi.values().isEmpty()) {
                page.append(
                        "| value | name | unit | formula | of equals first | metric |\n|---|---|---|---|---|---|\n");
                kpi.values().forEach(value -> row(page, value));
                page.append('\n');
            }
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void row(StringBuilder page, KpiValue value) {
        page.append("| `").append(value.key()).append("` | ");
        page.append(value.en()).append(" / ").append(value.vi()).append(" | ");
        page.append(value.unit().name().toLowerCase(Locale.ROOT)).append(" | ");
        page.append(value.text()).append(" | ");
        page.append(
                        value.rankedBy() == null
                                ? "by id"
                                : "who reached `" + value.rankedBy().key() + "` first")
                .append(" | ");
        page.append(value.metric() == null ? "" : "`" + value.metric() + "`").append(" |\n");
    }
}
