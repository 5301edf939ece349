package io.salesboard.capture;

import io.salesboard.schemas.CaptureStatus;
import io.salesboard.schemas.IncidentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether a server is the one that was read before, in the state it had reached; whether its log and clock are well. */
final class ServerCheck {
    private static final long CLOCK_LIMIT_MILLIS = 5_000;

    /** Without a limit of the server's own, this much is said. */
    private static final long MUCH_LOG = 4L << 30;

    private final Source source;

    ServerCheck(Source source) {
        this.source = source;
    }

    /** Why what was captured does not belong to this server any more, if so. */
    Optional<Why> replaced(CaptureStatus memory, ServerFacts seen) {
        if (memory.getServer().isEmpty()) {
            return Optional.empty();
        }
        if (!memory.getServer().equals(seen.identity())) {
            boolean sameSystem = system(memory.getServer()).equals(system(seen.identity()));
            return replaced(
                    sameSystem
                            ? "máy chủ đã được khôi phục về một thời điểm hoặc chuyển sang máy dự phòng ("
                                    + seen.identity() + ", trước đây " + memory.getServer() + ")"
                            : "địa chỉ này nay là một máy chủ khác (" + seen.identity() + ", trước đây "
                                    + memory.getServer() + ")",
                    sameSystem
                            ? "the server was restored to a point in time or a standby took over (" + seen.identity()
                                    + ", before " + memory.getServer() + ")"
                            : "the address leads to another server (" + seen.identity() + ", before "
                                    + memory.getServer() + ")");
        }
        if (memory.getDatabaseOid() != 0 && memory.getDatabaseOid() != seen.databaseOid()) {
            return replaced(
                    "cơ sở dữ liệu đã bị xóa và tạo lại trên máy chủ",
                    "the database was dropped and made anew on the server");
        }
        if (seen.flushed() < memory.getLogPosition()) {
            return replaced(
                    "nhật ký của máy chủ lùi từ " + Lsn.text(memory.getLogPosition()) + " về "
                            + Lsn.text(seen.flushed()) + ": máy chủ đã được khôi phục từ bản cũ hơn",
                    "the server's log fell back from " + Lsn.text(memory.getLogPosition()) + " to "
                            + Lsn.text(seen.flushed()) + ": an older copy was restored");
        }
        String mark = SourceDatabase.markOf(seen.mark());
        if (!memory.getMark().isEmpty()
                && !mark.equals(memory.getMark())
                && (memory.getNextMark().isEmpty() || !mark.equals(memory.getNextMark()))) {
            return replaced(
                    "dấu của bộ theo dõi trong cơ sở dữ liệu không phải dấu mới nhất: một bản cũ hơn đã được khôi phục",
                    "the watch's mark in the database is not its newest: an older copy was restored");
        }
        return Optional.empty();
    }

    private static Optional<Why> replaced(String vi, String en) {
        return Optional.of(new Why(IncidentKind.DATABASE_REPLACED, vi, en));
    }

    private static String system(String identity) {
        return identity.substring(0, identity.indexOf('/'));
    }

    /** Why changes are missing though the server is the same, if so; to be asked only while changes are read. */
    Optional<Why> lost(CaptureStatus memory, ServerFacts seen, Optional<TopicFacts> topic) {
        ServerFacts.Slot slot = seen.slot();
        if (slot == null) {
            return lost(
                    "khe sao chép " + source.slot() + " không còn",
                    "the replication slot " + source.slot() + " is gone");
        }
        if (slot.lost()) {
            String reason = slot.invalidation().isEmpty() ? slot.walStatus() : slot.invalidation();
            return lost(
                    "máy chủ đã bỏ khe sao chép " + source.slot() + " (" + reason + ")",
                    "the server gave the replication slot " + source.slot() + " up (" + reason + ")");
        }
        if (slot.transactions() < memory.getSlotTransactions()
                && memory.getServerStarted() == seen.started().toEpochMilli()) {
            return lost(
                    "khe sao chép " + source.slot() + " đã bị xóa và tạo lại",
                    "the replication slot " + source.slot() + " was dropped and made anew");
        }
        if (topic.isPresent() && topic.get().newest() >= 0 && topic.get().before() != null) {
            ServerFacts.Slot before = topic.get().before().slot();
            long newest = topic.get().newest();
            if (before != null && !before.active() && before.confirmed() > newest) {
                return lost(
                        "khe sao chép " + source.slot() + " đã được đẩy tới " + Lsn.text(before.confirmed())
                                + ", trong khi chủ đề " + source.topic() + " chỉ có tới " + Lsn.text(newest),
                        "the replication slot " + source.slot() + " was advanced to " + Lsn.text(before.confirmed())
                                + ", while the topic " + source.topic() + " holds rows up to " + Lsn.text(newest));
            }
        }
        return Optional.empty();
    }

    private static Optional<Why> lost(String vi, String en) {
        return Optional.of(new Why(IncidentKind.CHANGES_LOST, vi, en));
    }

    /** What else of the server is to be said. */
    List<Finding> findings(ServerFacts seen) {
        List<Finding> findings = new ArrayList<>();
        if (Math.abs(seen.clockAheadMillis()) > CLOCK_LIMIT_MILLIS) {
            String seconds = String.format(Locale.ROOT, "%,d", Math.abs(seen.clockAheadMillis()) / 1000);
            boolean ahead = seen.clockAheadMillis() > 0;
            findings.add(new Finding(
                    IncidentKind.CLOCK_WRONG,
                    source.name(),
                    new Finding.Words(
                            "đồng hồ của " + source.name() + (ahead ? " chạy nhanh " : " chạy chậm ") + seconds
                                    + " giây",
                            "chỉnh đồng hồ của máy chủ cơ sở dữ liệu hoặc của máy này (NTP); các con số vẫn đúng, chỉ tuổi"
                                    + " của chúng là không biết được"),
                    new Finding.Words(
                            "the clock of " + source.name() + " is " + seconds + " s " + (ahead ? "ahead" : "behind"),
                            "set the clock of the database server, or of this machine (NTP); figures are right, only their"
                                    + " age is not known")));
        }
        ServerFacts.Slot slot = seen.slot();
        long limit = seen.retainedLimit();
        long kept = seen.retained();
        if (slot != null
                && (slot.walStatus().equals("unreserved") || (limit > 0 ? kept > limit / 2 : kept > MUCH_LOG))) {
            String of = limit > 0 ? " of " + megabytes(limit) + " MB" : "";
            findings.add(new Finding(
                    IncidentKind.LOG_RETAINED,
                    source.name() + ": " + source.slot(),
                    new Finding.Words(
                            "máy chủ đang giữ " + megabytes(kept) + " MB nhật ký cho khe " + source.slot()
                                    + (limit > 0 ? ", tối đa " + megabytes(limit) + " MB" : ", không có giới hạn"),
                            "cho Connect đọc tiếp, hoặc tăng max_slot_wal_keep_size; quá giới hạn thì khe bị bỏ và cơ sở dữ"
                                    + " liệu phải đọc lại từ đầu"),
                    new Finding.Words(
                            "the server keeps " + megabytes(kept) + " MB" + of + " of its log for the slot "
                                    + source.slot(),
                            "let Connect read on, or raise max_slot_wal_keep_size; beyond the limit the slot is given up and"
                                    + " the database has to be read again")));
        }
        return findings;
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,d", bytes >> 20);
    }
}
