package io.salesboard.demo;

import io.salesboard.demo.Organisation.Assignment;
import io.salesboard.demo.Organisation.Rep;
import io.salesboard.demo.Organisation.Store;
import io.salesboard.demo.SaleGenerator.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** How many orders and leads a day brings, at which hours, from where, and to whom they are credited. */
final class Demand {
    static final double SALES_FORCE_ORDERS = 74;
    static final double COUNTER_ORDERS = 48;
    static final double LEADS = 52;

    /** Relative demand by hour of the day; the shops are open from 8 to 22, online never sleeps. */
    private static final double[] SALES_FORCE_HOURS = {
        0, 0, 0, 0, 0, 0, 0, 0.1, 0.7, 1.2, 1.5, 1.1, 0.4, 0.8, 1.4, 1.5, 1.3, 0.9, 0.4, 0.3, 0.2, 0.1, 0, 0
    };

    private static final double[] COUNTER_HOURS = {
        0.06, 0.03, 0.02, 0.01, 0.01, 0.02, 0.05, 0.15, 0.6, 0.9, 1.1, 1.2, 1, 0.8, 0.8, 0.9, 1.1, 1.3, 1.4, 1.6, 1.6,
        1.1, 0.4, 0.15
    };

    private final Organisation organisation;
    private final VietnamCalendar calendar;
    private final ZoneId zone;

    Demand(Organisation organisation, VietnamCalendar calendar, ZoneId zone) {
        this.organisation = organisation;
        this.calendar = calendar;
        this.zone = zone;
    }

    double salesForceOrders(LocalDate day) {
        return SALES_FORCE_ORDERS * calendar.salesForceFactor(day);
    }

    double counterOrders(LocalDate day) {
        return COUNTER_ORDERS * calendar.counterFactor(day);
    }

    double leads(LocalDate day) {
        return LEADS * (0.35 + 0.65 * calendar.salesForceFactor(day));
    }

    /** A moment of a day at which the sales force works. */
    Instant salesForceMoment(Dice dice, LocalDate day) {
        return moment(dice, day, SALES_FORCE_HOURS);
    }

    /** A moment of a day at which customers come to the counter or look at the shop online. */
    Instant counterMoment(Dice dice, LocalDate day) {
        return moment(dice, day, COUNTER_HOURS);
    }

    private Instant moment(Dice dice, LocalDate day, double[] hours) {
        long millis = dice.pickIndex(hours) * 3_600_000L + dice.between(0, 3_599_999);
        return day.atStartOfDay(zone).toInstant().plusMillis(millis);
    }

    /** How busy the company is at this moment, 1 in the best hours. */
    double activity(Instant now) {
        double[] hours = COUNTER_HOURS;
        return hours[now.atZone(zone).getHour()] / 1.6;
    }

    /** An order won by a rep: mostly in a store of the rep's region, sometimes by phone and chat. */
    Origin ofRep(Dice dice, Rep rep, LocalDate day) {
        Assignment assignment = organisation.assignmentOf(rep.id(), day);
        if (dice.chance(0.12)) {
            return new Origin(Organisation.SOCIAL, rep.id(), "social");
        }
        String region = assignment == null ? null : assignment.region();
        return new Origin(store(dice, region).id(), rep.id(), "store");
    }

    /** An order nobody is credited for: over the counter, or online. */
    Origin ofNobody(Dice dice) {
        return switch (dice.pickIndex(0.45, 0.24, 0.22, 0.09)) {
            case 0 -> new Origin(store(dice, null).id(), null, "store");
            case 1 -> new Origin(Organisation.WEBSITE, null, "website");
            case 2 -> new Origin(Organisation.MARKETPLACE, null, "marketplace");
            default -> new Origin(Organisation.SOCIAL, null, "social");
        };
    }

    /** The rep who makes the next sale of a day. */
    Rep seller(Dice dice, LocalDate day) {
        return dice.pick(organisation.repsOn(day), rep -> rep.seniority() * rep.skill());
    }

    private Store store(Dice dice, String region) {
        List<Store> stores = organisation.stores().stream()
                .filter(store -> store.kind().equals("store") && (region == null || region.equals(store.region())))
                .toList();
        // A region that was added without a store: its reps sell elsewhere.
        return dice.pick(stores.isEmpty() ? organisation.stores() : stores, Store::weight);
    }
}
