package io.salesboard.demo;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * One opportunity with everything that will ever happen to it.
 *
 * @param amount in đồng; null: not known yet
 * @param stages in the order they are entered; the last is won or lost when it will be closed
 */
record Negotiation(
        String owner,
        String source,
        String product,
        Long amount,
        LocalDate expectedClose,
        String lostReason,
        String account,
        List<Step> stages) {

    static final List<String> OPEN_STAGES = List.of("qualification", "proposal", "negotiation");
    static final List<String> LOST_REASONS = List.of(
            "Giá cao", "Chọn đối thủ", "Hết ngân sách", "Hoãn dự án", "Không liên lạc được", "Không đúng nhu cầu");

    record Step(String stage, Instant at) {
        boolean closes() {
            return stage.equals("won") || stage.equals("lost");
        }
    }

    Instant created() {
        return stages.get(0).at();
    }

    List<Step> stagesUntil(Instant now) {
        return stages.stream().filter(step -> !step.at.isAfter(now)).toList();
    }

    /** Chance to win in a stage, as text of a decimal fraction. */
    static String probability(String stage) {
        return switch (stage) {
            case "qualification" -> "0.2";
            case "proposal" -> "0.45";
            case "negotiation" -> "0.7";
            case "won" -> "1";
            case "lost" -> "0";
            default -> throw new IllegalArgumentException("unknown stage '" + stage + "'");
        };
    }
}
