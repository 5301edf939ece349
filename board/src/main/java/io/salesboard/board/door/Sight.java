package io.salesboard.board.door;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.Window;
import io.salesboard.figures.Reading;
import io.salesboard.figures.store.Org;
import io.salesboard.figures.store.RepDeal;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whose figures somebody sees: a rep the own, a team lead the team's and those of who is in it today, others all. Every row and
 * every deal that leaves the board passes here.
 *
 * @param scope of what they are: the company, a team or a rep
 * @param id which one
 */
public record Sight(Scope scope, String id) {
    /** Everybody's. */
    public static final Sight ALL = new Sight(Scope.COMPANY, Scope.COMPANY_ID);

    private static final Comparator<RepDeal> NEWEST_FIRST =
            Comparator.comparingLong((RepDeal deal) -> deal.deal().getAt()).reversed();

    static Sight ofRep(String rep) {
        return new Sight(Scope.REP, rep);
    }

    static Sight ofTeam(String team) {
        return new Sight(Scope.TEAM, team);
    }

    /** @throws RefusedException when nothing of a scope is seen, rather than an answer that looks like no sales */
    public void require(Scope asked) {
        boolean some = switch (scope) {
            case COMPANY -> true;
            case TEAM -> asked == Scope.TEAM || asked == Scope.REP;
            default -> asked == scope;
        };
        if (!some) {
            throw RefusedException.forbidden("figures of scope '" + asked.key() + "' need one of the roles "
                    + Role.keys(Role.ALL_FIGURES) + "; you see " + this);
        }
    }

    /** @throws RefusedException when a row is not seen, also one that there is not */
    public void require(Reading reading, Scope asked, String row) {
        require(asked);
        if (!sees(reading, asked, row)) {
            throw RefusedException.forbidden("figures of " + asked.key() + " '" + row + "' need one of the roles "
                    + Role.keys(Role.ALL_FIGURES) + "; you see " + this);
        }
    }

    /** Whether a row is seen. */
    public boolean sees(Reading reading, Scope asked, String row) {
        return switch (scope) {
            case COMPANY -> true;
            case TEAM ->
                switch (asked) {
                    case TEAM -> row.equals(id);
                    case REP -> isMember(reading, row);
                    default -> false;
                };
            default -> asked == scope && row.equals(id);
        };
    }

    private boolean isMember(Reading reading, String rep) {
        Org.Assignment today = reading.org().assignmentOf(rep, reading.today());
        return today != null && today.team().equals(id);
    }

    /** The rows of a scope in a window that are seen, in the order of {@link Reading#ids}. */
    public List<String> rows(Reading reading, Scope asked, Window window) {
        List<String> all = reading.ids(asked, window);
        return scope == Scope.COMPANY
                ? all
                : all.stream().filter(row -> sees(reading, asked, row)).toList();
    }

    /** The latest deals that are seen, newest first. */
    public List<RepDeal> deals(Reading reading) {
        return switch (scope) {
            case COMPANY -> reading.latestDeals();
            case TEAM ->
                members(reading)
                        .flatMap(rep -> reading.latestDealsOf(rep).stream())
                        .sorted(NEWEST_FIRST)
                        .limit(Reading.DEALS)
                        .toList();
            default -> reading.latestDealsOf(id);
        };
    }

    private Stream<String> members(Reading reading) {
        return reading.org().reps().stream().map(Org.Rep::id).filter(rep -> isMember(reading, rep));
    }

    @Override
    public String toString() {
        return scope == Scope.COMPANY ? "everybody's" : "those of " + scope.key() + " '" + id + "'";
    }
}
