package io.salesboard.capture;

import io.salesboard.schemas.Incident;
import io.salesboard.schemas.IncidentKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that is not as it must be, in both languages.
 *
 * @param kind what it is
 * @param place the database, and the table, connector or slot
 * @param vi what is wrong and the next step, in Vietnamese
 * @param en the same in English
 */
record Finding(IncidentKind kind, String place, Words vi, Words en) {

    /**
     * One language's words.
     *
     * @param what is wrong
     * @param next step
     */
    record Words(String what, String next) {}

    /** As incidents; one of a kind and place that was there before keeps its beginning. */
    static List<Incident> incidents(List<Finding> findings, List<Incident> before, Instant now) {
        List<Incident> incidents = new ArrayList<>();
        for (Finding each : findings) {
            long since = before.stream()
                    .filter(old -> old.getId().equals(each.kind.key())
                            && old.getPlace().equals(each.place))
                    .mapToLong(Incident::getSinceMillis)
                    .findFirst()
                    .orElse(now.toEpochMilli());
            incidents.add(Incident.newBuilder()
                    .setId(each.kind.key())
                    .setPlace(each.place)
                    .setSinceMillis(since)
                    .setViWhat(each.vi.what())
                    .setViNext(each.vi.next())
                    .setEnWhat(each.en.what())
                    .setEnNext(each.en.next())
                    .setSeverity(each.kind.severity().key())
                    .build());
        }
        return incidents;
    }
}
