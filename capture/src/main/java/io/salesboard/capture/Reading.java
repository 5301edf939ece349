package io.salesboard.capture;

import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.IncidentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Reading a database again, as far as it is remembered: that it is decided and why, how soon it may be done once more, and
 * what is said of it until the connector has read to the end.
 */
final class Reading {
    static final String FIRST = "first reading";

    private static final Duration PEACE = Duration.ofHours(1);
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Source source;
    private final CaptureStatus memory;

    Reading(Source source, CaptureStatus memory) {
        this.source = source;
        this.memory = memory;
    }

    /** It is to be read again; a decision that stands already is not made again. */
    void decide(Why why, Instant now) {
        if (!memory.getPending()) {
            memory.setPending(true);
            memory.setStreaming(false);
            begun(why, now);
        }
    }

    /** A reading goes on that was not decided here, or is to be. */
    void begun(Why why, Instant now) {
        memory.setCause(why.cause().key());
        memory.setWhyVi(why.vi());
        memory.setWhyEn(why.en());
        memory.setWhySince(now.toEpochMilli());
    }

    /** When it may be read again; at once when a person asked for it. */
    Instant next(boolean asked) {
        if (asked || memory.getReadAgainCount() == 0) {
            return Instant.EPOCH;
        }
        Instant last = Instant.ofEpochMilli(memory.getReadAgainAt());
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(memory.getReadAgainCount() - 1, 6));
        return last.plus(pause.compareTo(PEACE) > 0 ? PEACE : pause);
    }

    /** The connector was told to take a new snapshot: what was known of the old state is forgotten. */
    void carriedOut(Instant now) {
        Instant last = Instant.ofEpochMilli(memory.getReadAgainAt());
        boolean peace = Duration.between(last, now).compareTo(PEACE) > 0;
        boolean first = memory.getWhyEn().equals(FIRST);
        memory.setReadAgainCount(first ? 0 : peace ? 1 : memory.getReadAgainCount() + 1);
        memory.setReadAgainAt(now.toEpochMilli());
        memory.setPending(false);
        memory.setStoppedHere(false);
        memory.setSpoiledVi("");
        memory.setSpoiledEn("");
        memory.setServer("");
        memory.setDatabaseOid(0);
        memory.setLogPosition(0);
        memory.setSlotTransactions(0);
        memory.setRowTopicId("");
        memory.setMark("");
        memory.setNextMark("");
        memory.getTables().clear();
    }

    /**
     * What is to be said of it, with when it begins; a first reading is nothing wrong.
     *
     * @param readable false where it waits for rights that are missing
     */
    Optional<Finding> finding(Sight sight, boolean readable) {
        Instant now = sight.now();
        Instant next = next(false);
        boolean first = memory.getWhyEn().equals(FIRST);
        String trouble = sight.trouble() == null || !memory.getPending() ? "" : "; " + sight.trouble();
        if (memory.getWhyEn().isEmpty() || first && trouble.isEmpty()) {
            return Optional.empty();
        }
        IncidentKind cause = IncidentKind.byKey(memory.getCause());
        boolean waits = memory.getPending() && !sight.busy() && now.isBefore(next);
        if (memory.getPending() && !readable && !sight.busy()) {
            return say(
                    cause,
                    source.name(),
                    memory.getWhyVi() + trouble,
                    "cấp quyền còn thiếu; sau đó cơ sở dữ liệu " + source.name() + " được tự động đọc lại từ đầu",
                    memory.getWhyEn() + trouble,
                    "grant what is missing; then the database " + source.name() + " is read again by itself");
        }
        long seconds = waits ? Duration.between(now, next).toSeconds() + 1 : 0;
        if (cause != IncidentKind.READING_AGAIN && memory.getPending()) {
            return say(
                    cause,
                    source.name(),
                    memory.getWhyVi() + trouble,
                    "cơ sở dữ liệu " + source.name() + " được tự động đọc lại từ đầu"
                            + (waits
                                    ? " sau " + seconds + " giây, hoặc ngay: ./salesboard read-again " + source.name()
                                    : ""),
                    memory.getWhyEn() + trouble,
                    "the database " + source.name() + " is read again by itself"
                            + (waits ? " in " + seconds + " s, or now: ./salesboard read-again " + source.name() : ""));
        }
        return say(
                IncidentKind.READING_AGAIN,
                source.name(),
                (first
                                ? "đang đọc " + source.name() + " lần đầu"
                                : "đang đọc lại " + source.name() + " từ đầu: " + memory.getWhyVi())
                        + trouble,
                "đợi đến khi đọc xong",
                (first
                                ? source.name() + " is being read for the first time"
                                : source.name() + " is being read again: " + memory.getWhyEn())
                        + trouble,
                "wait until it has been read to the end");
    }

    private static Optional<Finding> say(
            IncidentKind kind, String place, String vi, String viNext, String en, String enNext) {
        return Optional.of(new Finding(kind, place, new Finding.Words(vi, viNext), new Finding.Words(en, enNext)));
    }
}
