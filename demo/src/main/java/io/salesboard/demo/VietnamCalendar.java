package io.salesboard.demo;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Vietnam's working days and how much a shop sells on them.
 *
 * <p>Lunar dates stand in tables (2024-2030), in Vietnam's own lunar calendar: in 2030 its new year is a day before
 * China's. Outside of the tables the fixed holidays still hold.
 */
final class VietnamCalendar {
    private static final Map<Integer, LocalDate> NEW_YEAR = Map.of(
            2024, LocalDate.of(2024, 2, 10),
            2025, LocalDate.of(2025, 1, 29),
            2026, LocalDate.of(2026, 2, 17),
            2027, LocalDate.of(2027, 2, 6),
            2028, LocalDate.of(2028, 1, 26),
            2029, LocalDate.of(2029, 2, 13),
            2030, LocalDate.of(2030, 2, 2));

    private static final Map<Integer, LocalDate> HUNG_KINGS = Map.of(
            2024, LocalDate.of(2024, 4, 18),
            2025, LocalDate.of(2025, 4, 7),
            2026, LocalDate.of(2026, 4, 26),
            2027, LocalDate.of(2027, 4, 16),
            2028, LocalDate.of(2028, 4, 4),
            2029, LocalDate.of(2029, 4, 23),
            2030, LocalDate.of(2030, 4, 12));

    /** A weekday off and the Saturday worked in full instead, as announced. */
    private static final Map<LocalDate, LocalDate> SWAPS = Map.of(
            LocalDate.of(2024, 4, 29), LocalDate.of(2024, 5, 4),
            LocalDate.of(2025, 5, 2), LocalDate.of(2025, 4, 26),
            LocalDate.of(2026, 1, 2), LocalDate.of(2026, 1, 10),
            LocalDate.of(2026, 8, 31), LocalDate.of(2026, 8, 22));

    private final Set<LocalDate> daysOff = new HashSet<>();

    /** A calendar that knows the holidays of the years {@code from..to}. */
    VietnamCalendar(int from, int to) {
        for (int year = from; year <= to; year++) {
            Set<LocalDate> holidays = new HashSet<>(Set.of(
                    LocalDate.of(year, 1, 1),
                    LocalDate.of(year, 4, 30),
                    LocalDate.of(year, 5, 1),
                    LocalDate.of(year, 9, 1),
                    LocalDate.of(year, 9, 2)));
            if (NEW_YEAR.containsKey(year)) {
                for (int day = -1; day <= 3; day++) {
                    holidays.add(NEW_YEAR.get(year).plusDays(day));
                }
                holidays.add(HUNG_KINGS.get(year));
            }
            holidays.stream().sorted().forEach(this::addWithCompensation);
        }
        daysOff.addAll(SWAPS.keySet());
    }

    /** A holiday on a weekend is taken on the next free weekday. */
    private void addWithCompensation(LocalDate holiday) {
        LocalDate day = holiday;
        while (isWeekend(day) || daysOff.contains(day)) {
            daysOff.add(day);
            day = day.plusDays(1);
        }
        daysOff.add(day);
    }

    /** Working weight in tenths: 0 off, 5 half a day, 10 a day. */
    int weightInTenths(LocalDate day) {
        if (daysOff.contains(day)) {
            return 0;
        }
        if (SWAPS.containsValue(day)) {
            return 10;
        }
        return switch (day.getDayOfWeek()) {
            case SATURDAY -> 5;
            case SUNDAY -> 0;
            default -> 10;
        };
    }

    /** Sales of the sales force on a day, 1 on an ordinary weekday. */
    double salesForceFactor(LocalDate day) {
        double week = switch (day.getDayOfWeek()) {
            case MONDAY -> 1.05;
            case FRIDAY -> 1.1;
            case WEDNESDAY -> 0.95;
            default -> 1;
        };
        return Math.max(0.03, weightInTenths(day) / 10.0) * week * tet(day, 1.35);
    }

    /** Sales over the counter and online on a day, 1 on an ordinary weekday. */
    double counterFactor(LocalDate day) {
        double week = switch (day.getDayOfWeek()) {
            case SATURDAY -> 1.35;
            case SUNDAY -> 1.45;
            case FRIDAY -> 1.1;
            default -> 0.85;
        };
        return week * tet(day, 1.7);
    }

    /** The weeks before the lunar new year sell more, the feast nearly nothing, and the month after starts slowly. */
    private static double tet(LocalDate day, double peak) {
        LocalDate newYear = NEW_YEAR.get(day.getYear());
        if (newYear == null) {
            return 1;
        }
        long distance = ChronoUnit.DAYS.between(newYear, day);
        if (distance < -28 || distance > 14) {
            return 1;
        }
        if (distance < -3) {
            return 1 + (peak - 1) * (distance + 28) / 24;
        }
        if (distance < 0) {
            return 0.5;
        }
        return distance <= 4 ? 0.06 : 0.55 + 0.045 * (distance - 4);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }
}
