package io.salesboard.demo;

import io.salesboard.demo.Negotiation.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Makes up leads, opportunities and activities in the proportions of the demo company. */
final class CrmGenerator {
    static final List<String> SOURCES =
            List.of("Website", "Facebook", "Zalo", "Giới thiệu", "Triển lãm", "Google Ads", "Tổng đài", "Đối tác");
    private static final double[] SOURCE_WEIGHTS = {0.24, 0.2, 0.16, 0.13, 0.06, 0.12, 0.06, 0.03};

    private final List<Product> products;
    private final ZoneId zone;

    CrmGenerator(List<Product> products, ZoneId zone) {
        this.products = products.stream().filter(p -> p.price() > 1_500_000).toList();
        this.zone = zone;
    }

    /** A lead that comes in at {@code created}; {@code owner} may be null: not yet given to anybody. */
    Prospect prospect(Dice dice, String owner, Instant created) {
        String source = dice.chance(0.02) ? null : SOURCES.get(dice.pickIndex(SOURCE_WEIGHTS));
        Instant contact =
                dice.chance(0.9) ? created.plusSeconds((long) Math.min(9 * 86_400, dice.logNormal(5_400, 1.6))) : null;
        String ending = null;
        Instant ended = null;
        Negotiation deal = null;
        if (contact != null) {
            Instant decided = contact.plusSeconds((long) Math.min(60 * 86_400, dice.exponential(6 * 86_400)) + 600);
            switch (dice.pickIndex(0.24, 0.12, 0.4, 0.03, 0.21)) {
                case 0 -> {
                    ending = "converted";
                    deal = deal(dice, owner, source, decided);
                }
                case 1 -> ending = "qualified";
                case 2 -> ending = "lost";
                case 3 -> ending = "merged";
                default -> {}
            }
            ended = ending == null ? null : decided;
        }
        return new Prospect(
                source, owner, created, contact, ending, ended, deal, Names.person(dice), Names.phone(dice));
    }

    /** What a rep does or has arranged for {@code at}. */
    Activity activity(Dice dice, String rep, Instant at) {
        String account = Names.account(dice);
        return switch (dice.pickIndex(0.45, 0.3, 0.25)) {
            case 0 -> new Activity("call", rep, at, at, at, "Gọi " + account);
            case 1 -> new Activity("email", rep, at, at, at, "Gửi báo giá cho " + account);
            default -> {
                Instant arranged = at.minusSeconds((long) (dice.uniform(0.1, 6) * 86_400));
                Instant held = dice.chance(0.95) ? at.plusSeconds(dice.between(2, 40) * 60L) : null;
                yield new Activity(Activity.MEETING, rep, arranged, at, held, "Gặp " + account);
            }
        };
    }

    /** An opportunity that opens at {@code created}. */
    Negotiation deal(Dice dice, String owner, String source, Instant created) {
        double skill = source != null && source.equals("Giới thiệu") ? 1.35 : 1;
        double winChance = Math.min(0.9, dice.uniform(0.28, 0.48) * skill);
        boolean won = dice.chance(winChance);
        boolean abandoned = !won && dice.chance(0.12);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("qualification", created));
        Instant at = created;
        int reached = won ? 2 : dice.pickIndex(0.35, 0.35, 0.3);
        for (int stage = 1; stage <= reached; stage++) {
            at = at.plusSeconds(3_600 + (long) dice.exponential(8 * 86_400));
            steps.add(new Step(Negotiation.OPEN_STAGES.get(stage), at));
        }
        at = at.plusSeconds(3_600 + (long) dice.exponential(11 * 86_400));
        if (!abandoned) {
            steps.add(new Step(won ? "won" : "lost", at));
        }
        Long amount = dice.chance(0.03)
                ? null
                : (Long) SaleGenerator.roundTo(
                        Math.max(3_000_000, Math.min(900_000_000, dice.logNormal(38_000_000, 0.8))), 500_000);
        LocalDate expected = created.atZone(zone).toLocalDate().plusDays(dice.between(14, 60));
        LocalDate closes = at.atZone(zone).toLocalDate();
        return new Negotiation(
                owner,
                source,
                dice.chance(0.93) ? dice.pick(products, Product::popularity).id() : null,
                amount,
                // Most put the day off in time; what was abandoned is overdue for ever.
                abandoned || closes.isBefore(expected) || dice.chance(0.15) ? expected : closes,
                won || dice.chance(0.08) ? null : dice.pick(Negotiation.LOST_REASONS),
                Names.account(dice),
                List.copyOf(steps));
    }
}
