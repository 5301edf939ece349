package io.salesboard.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who sells where: regions, teams, stores, reps and their assignments over time.
 *
 * @param assignments in the order of their ids, which count from 1
 */
record Organisation(
        List<Region> regions, List<Team> teams, List<Store> stores, List<Rep> reps, List<Assignment> assignments) {

    record Region(String id, String name) {}

    /** @param size how many reps it starts with */
    record Team(String id, String name, String region, int size) {}

    /** @param weight how much of its region's counter sales it makes, relative to others */
    record Store(String id, String name, String region, String kind, double weight) {}

    /**
     * @param seniority what is expected of the rep, 1 is ordinary
     * @param skill what the rep makes of it
     * @param left first day no longer here, or null
     */
    record Rep(String id, String name, LocalDate hired, LocalDate left, double seniority, double skill) {
        boolean worksOn(LocalDate day) {
            return !day.isBefore(hired) && (left == null || day.isBefore(left));
        }
    }

    /** @param to first day no longer valid, or null */
    record Assignment(String rep, String team, String region, String manager, LocalDate from, LocalDate to) {
        boolean covers(LocalDate day) {
            return !day.isBefore(from) && (to == null || day.isBefore(to));
        }
    }

    static final String WEBSITE = "ON01";
    static final String MARKETPLACE = "ON02";
    static final String SOCIAL = "ON03";

    private static final List<Region> REGIONS =
            List.of(new Region("BAC", "Miền Bắc"), new Region("TRUNG", "Miền Trung"), new Region("NAM", "Miền Nam"));

    private static final List<Team> TEAMS = List.of(
            new Team("HN", "Đội Hà Nội", "BAC", 8),
            new Team("HP", "Đội Hải Phòng – Quảng Ninh", "BAC", 6),
            new Team("DN", "Đội Đà Nẵng – Huế", "TRUNG", 6),
            new Team("NT", "Đội Nha Trang – Tây Nguyên", "TRUNG", 5),
            new Team("SG", "Đội Sài Gòn", "NAM", 9),
            new Team("CT", "Đội Cần Thơ – miền Tây", "NAM", 6));

    private static final List<Store> STORES = List.of(
            new Store("CH01", "Cửa hàng Cầu Giấy", "BAC", "store", 1.5),
            new Store("CH02", "Cửa hàng Đống Đa", "BAC", "store", 1.3),
            new Store("CH03", "Cửa hàng Hà Đông", "BAC", "store", 1),
            new Store("CH04", "Cửa hàng Long Biên", "BAC", "store", 0.8),
            new Store("CH05", "Cửa hàng Lê Chân, Hải Phòng", "BAC", "store", 0.9),
            new Store("CH06", "Cửa hàng Hạ Long", "BAC", "store", 0.7),
            new Store("CH07", "Cửa hàng Bắc Ninh", "BAC", "store", 0.8),
            new Store("CH08", "Cửa hàng Hải Châu, Đà Nẵng", "TRUNG", "store", 1.3),
            new Store("CH09", "Cửa hàng Phú Hội, Huế", "TRUNG", "store", 0.8),
            new Store("CH10", "Cửa hàng Vinh", "TRUNG", "store", 0.7),
            new Store("CH11", "Cửa hàng Quy Nhơn", "TRUNG", "store", 0.6),
            new Store("CH12", "Cửa hàng Nha Trang", "TRUNG", "store", 0.9),
            new Store("CH13", "Cửa hàng Buôn Ma Thuột", "TRUNG", "store", 0.7),
            new Store("CH14", "Cửa hàng Bến Thành", "NAM", "store", 1.6),
            new Store("CH15", "Cửa hàng Gò Vấp", "NAM", "store", 1.2),
            new Store("CH16", "Cửa hàng Thủ Đức", "NAM", "store", 1.3),
            new Store("CH17", "Cửa hàng Biên Hòa", "NAM", "store", 0.9),
            new Store("CH18", "Cửa hàng Thủ Dầu Một", "NAM", "store", 0.9),
            new Store("CH19", "Cửa hàng Ninh Kiều, Cần Thơ", "NAM", "store", 1),
            new Store("CH20", "Cửa hàng Rạch Giá", "NAM", "store", 0.6),
            new Store(WEBSITE, "Website bán hàng", "NAM", "online", 1),
            new Store(MARKETPLACE, "Gian hàng trên sàn thương mại điện tử", "NAM", "online", 1),
            // Its parcels leave from wherever there is stock: no region can claim it.
            new Store(SOCIAL, "Bán hàng qua mạng xã hội", null, "online", 1));

    /** Builds the sales force as it developed around {@code start}, the first day of the demo's history. */
    static Organisation create(long seed, LocalDate start) {
        Dice dice = new Dice(seed, "organisation", 0);
        Names names = new Names();
        List<Rep> reps = new ArrayList<>();
        Map<String, String> teamOf = new HashMap<>();
        for (Team team : TEAMS) {
            for (int i = 0; i < team.size; i++) {
                String id = "R%03d".formatted(reps.size() + 1);
                // The first of a team leads it; two joined during the history, one leaves.
                LocalDate hired = start.minusDays(dice.between(120, 2400));
                LocalDate left = null;
                switch (reps.size()) {
                    case 12 -> hired = start.plusDays(33);
                    case 30 -> hired = start.plusDays(58);
                    case 21 -> left = start.plusDays(70);
                    default -> {}
                }
                double seniority = i == 0 ? 1.5 : dice.pick(List.of(0.7, 0.85, 1.0, 1.0, 1.2));
                double skill = Math.max(0.62, Math.min(1.22, 0.95 + 0.13 * dice.gaussian()));
                reps.add(new Rep(id, names.newPerson(dice), hired, left, seniority, skill));
                teamOf.put(id, team.id);
            }
        }
        return new Organisation(REGIONS, TEAMS, STORES, List.copyOf(reps), assignments(dice, start, reps, teamOf));
    }

    private static List<Assignment> assignments(
            Dice dice, LocalDate start, List<Rep> reps, Map<String, String> teamOf) {
        Map<String, String> leaderOf = new HashMap<>();
        reps.forEach(rep -> leaderOf.putIfAbsent(teamOf.get(rep.id), rep.id));
        List<Assignment> assignments = new ArrayList<>();
        for (int i = 0; i < reps.size(); i++) {
            Rep rep = reps.get(i);
            Team now = team(teamOf.get(rep.id));
            LocalDate from = rep.hired;
            // Every sixth rep changed team during the history, every ninth before it, and one did both.
            if (i % 9 == 4) {
                LocalDate moved = rep.hired.plusDays(60);
                assignments.add(assignment(rep, otherTeam(dice, now), leaderOf, from, moved));
                from = moved;
            }
            if (i % 6 == 4 && rep.hired.isBefore(start)) {
                LocalDate moved = start.plusDays(dice.between(20, 85));
                assignments.add(assignment(rep, otherTeam(dice, now), leaderOf, from, moved));
                from = moved;
            }
            assignments.add(assignment(rep, now, leaderOf, from, rep.left));
        }
        return List.copyOf(assignments);
    }

    private static Assignment assignment(
            Rep rep, Team team, Map<String, String> leaderOf, LocalDate from, LocalDate to) {
        String leader = leaderOf.get(team.id);
        return new Assignment(rep.id, team.id, team.region, leader.equals(rep.id) ? null : leader, from, to);
    }

    private static Team otherTeam(Dice dice, Team team) {
        return dice.pick(TEAMS.stream().filter(other -> !other.equals(team)).toList());
    }

    private static Team team(String id) {
        return TEAMS.stream().filter(team -> team.id.equals(id)).findFirst().orElseThrow();
    }

    /** Where a rep belongs on a day, or null when nowhere. */
    Assignment assignmentOf(String rep, LocalDate day) {
        return assignments.stream()
                .filter(assignment -> assignment.rep.equals(rep) && assignment.covers(day))
                .findFirst()
                .orElse(null);
    }

    List<Rep> repsOn(LocalDate day) {
        return reps.stream().filter(rep -> rep.worksOn(day)).toList();
    }
}
