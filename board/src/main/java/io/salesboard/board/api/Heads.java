package io.salesboard.board.api;

import io.salesboard.figures.Reading;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;

/** What every event of figures begins with: which instant, which currency, which zone. */
public final class Heads {
    private Heads() {}

    public static Map<String, Object> of(Reading reading) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("asOf", reading.asOf().toString());
        head.put("version", reading.store().version());
        head.put("currency", reading.business().currency().getCurrencyCode());
        head.put("zone", zone(reading.business().calendar().zone()));
        head.put("clock", reading.business().now().toString());
        return head;
    }

    /** The zone as browsers name it: an IANA id, or an offset where it is nothing more. */
    static String zone(ZoneId zone) {
        ZoneId plain = zone.normalized();
        if (plain.equals(ZoneOffset.UTC)) {
            return "UTC";
        }
        return plain instanceof ZoneOffset ? plain.getId() : zone.getId();
    }
}
