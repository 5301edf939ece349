package io.salesboard.demo;

import io.salesboard.demo.Organisation.Assignment;
import io.salesboard.demo.Organisation.Region;
import io.salesboard.demo.Organisation.Rep;
import io.salesboard.demo.Organisation.Store;
import io.salesboard.demo.Organisation.Team;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the organisation as it stands in the databases, whoever changed it since it was generated. */
final class OrganisationReader {
    private OrganisationReader() {}

    /** @param seed decides how well each rep sells, which no table knows */
    static Organisation read(Connection pos, Connection crm, long seed, LocalDate start) throws SQLException {
        Organisation generated = Organisation.create(seed, start);
        Map<String, Rep> known = generated.reps().stream().collect(Collectors.toMap(Rep::id, Function.identity()));
        Map<String, Store> knownStores =
                generated.stores().stream().collect(Collectors.toMap(Store::id, Function.identity()));
        List<Region> regions = new ArrayList<>();
        for (Sql.Result row : Sql.all(crm, "select region_id, name from region order by region_id")) {
            regions.add(new Region(row.text(1), row.text(2)));
        }
        List<Team> teams = new ArrayList<>();
        for (Sql.Result row : Sql.all(crm, "select team_id, name, region_id from team order by team_id")) {
            teams.add(new Team(row.text(1), row.text(2), row.text(3), 0));
        }
        List<Store> stores = new ArrayList<>();
        for (Sql.Result row : Sql.all(pos, "select store_id, name, region_id, kind from store order by store_id")) {
            Store store = knownStores.get(row.text(1));
            stores.add(
                    new Store(row.text(1), row.text(2), row.text(3), row.text(4), store == null ? 1 : store.weight()));
        }
        List<Rep> reps = new ArrayList<>();
        for (Sql.Result row : Sql.all(
                crm,
                "select rep_id, name, coalesce(hire_date, date '2000-01-01')::text from rep where active order by rep_id")) {
            Rep rep = known.get(row.text(1));
            reps.add(new Rep(
                    row.text(1),
                    row.text(2),
                    date(row.text(3)),
                    null,
                    rep == null ? 1 : rep.seniority(),
                    rep == null ? 1 : rep.skill()));
        }
        // The latest validity first: where rows overlap, it is the one that counts.
        List<Assignment> assignments = new ArrayList<>();
        for (Sql.Result row : Sql.all(
                crm,
                "select rep_id, team_id, region_id, manager_id, valid_from::text, valid_to::text from rep_assignment"
                        + " order by valid_from desc, assignment_id desc")) {
            assignments.add(new Assignment(
                    row.text(1), row.text(2), row.text(3), row.text(4), date(row.text(5)), date(row.text(6))));
        }
        return new Organisation(regions, teams, stores, reps, assignments);
    }

    private static LocalDate date(String iso) {
        return iso == null ? null : LocalDate.parse(iso);
    }
}
