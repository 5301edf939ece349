package io.salesboard.alerts;

import io.salesboard.core.model.Scope;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.figures.Reading;
import io.salesboard.schemas.Correction;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Says in one sentence which data was corrected, when and how: "sửa dữ liệu lúc 10:04 27/11: đơn #1234 hủy". */
final class CorrectionWords {
    private record Word(String vi, String en) {
        String in(Written language) {
            return language == Written.VI ? vi : en;
        }
    }

    private static final Map<String, Word> OBJECTS = Map.of(
            "order", new Word("đơn", "order"),
            "opportunity", new Word("cơ hội", "opportunity"),
            "lead", new Word("khách tiềm năng", "lead"),
            "activity", new Word("cuộc hẹn", "meeting"),
            "quota", new Word("chỉ tiêu", "quota"),
            "customer", new Word("khách hàng", "customer"));
    private static final Word OBJECT = new Word("dữ liệu", "data");
    private static final int NAMED = 1;

    private final Reading reading;

    CorrectionWords(Reading reading) {
        this.reading = reading;
    }

    /** @param corrections at least one */
    String of(List<Correction> corrections, Written language) {
        List<Correction> newestFirst = corrections.stream()
                .sorted(Comparator.comparingLong(Correction::getFrame)
                        .reversed()
                        .thenComparing(Correction::getObject))
                .toList();
        Correction newest = newestFirst.get(0);
        BusinessCalendar calendar = reading.business().calendar();
        String at = language.time(Instant.ofEpochMilli(newest.getAt()), calendar);
        long objects =
                newestFirst.stream().map(Correction::getObject).distinct().count();
        String more = objects <= NAMED
                ? ""
                : language == Written.VI
                        ? " và " + (objects - NAMED) + " thay đổi khác"
                        : " and " + (objects - NAMED) + " more";
        return (language == Written.VI ? "sửa dữ liệu lúc " : "data corrected at ") + at + ": " + name(newest, language)
                + " " + what(newest, language) + more;
    }

    private static String name(Correction correction, Written language) {
        String object = correction.getObject();
        int slash = object.indexOf('/');
        Word word = OBJECTS.getOrDefault(object.substring(0, Math.max(0, slash)), OBJECT);
        return word.in(language) + " #" + object.substring(slash + 1);
    }

    private String what(Correction correction, Written language) {
        boolean vi = language == Written.VI;
        boolean refund = correction.getTable().equals("pos_refund");
        return switch (correction.getKind()) {
            case INSERTED -> refund ? (vi ? "hoàn tiền" : "refunded") : vi ? "đến muộn" : "came late";
            case DELETED -> refund ? (vi ? "bỏ hoàn tiền" : "refund taken back") : vi ? "xóa" : "deleted";
            case UPDATED -> updated(correction, language);
        };
    }

    private String updated(Correction correction, Written language) {
        boolean vi = language == Written.VI;
        String column = String.valueOf(correction.getColumn());
        String now = correction.getNow();
        if (column.equals("status") && "cancelled".equals(now)) {
            return vi ? "hủy" : "cancelled";
        }
        if (column.equals("deleted_at") && now != null) {
            return vi ? "xóa" : "deleted";
        }
        if (column.equals("rep_id")) {
            String to = now == null ? Scope.UNASSIGNED : reading.name(Scope.REP, now);
            return (vi ? "chuyển sang " : "moved to ") + to;
        }
        return (vi ? "sửa " : "changed ") + column + " " + shown(correction.getWas()) + " → " + shown(now);
    }

    private static String shown(String value) {
        return value == null ? "—" : value;
    }
}
