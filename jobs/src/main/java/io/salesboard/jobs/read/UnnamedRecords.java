package io.salesboard.jobs.read;

import io.salesboard.jobs.Frames;
import io.salesboard.jobs.decode.RawRecord;
import io.salesboard.jobs.decode.UnreadableException;
import io.salesboard.jobs.results.Result;
import io.salesboard.jobs.results.Results;
import io.salesboard.schemas.ResultKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records that cannot be read so far as to say which row they are about: no later record of the row can take them off the list
 * of what is left out, so they leave it when their database is read again, else after a week, the oldest sooner when there are
 * too many.
 */
final class UnnamedRecords {
    private static final long KEPT_MILLIS = Duration.ofDays(7).toMillis();
    private static final int MOST = 1000;
    private static final String TABLE = "record";
    private static final String SAVED = "unnamed.";

    /** Key to since when, oldest first. */
    private final Map<String, Long> since = new LinkedHashMap<>();

    /** @param saved entries of {@link #save}, among others */
    UnnamedRecords(Map<String, String> saved) {
        saved.forEach((entry, value) -> {
            if (entry.startsWith(SAVED)) {
                since.put(entry.substring(SAVED.length()), Long.valueOf(value));
            }
        });
    }

    void save(List<String> entries) {
        since.forEach((key, millis) -> entries.add(SAVED + key + "=" + millis));
    }

    static boolean isUnnamed(String name) {
        return name.startsWith(TABLE + "/");
    }

    Result leaveOut(RawRecord record, UnreadableException why, long time, Results results) throws IOException {
        String key = record.topic() + "@" + record.offset();
        long frame = Frames.of(time);
        since.put(key, frame);
        return results.leftOut(TABLE, key, frame, why.reason().key(), why.getMessage(), frame);
    }

    /** Takes off the list what is too old, or too much, with a frame. */
    List<Result> forgetUntil(long now, long frame) {
        List<Result> forgotten = new ArrayList<>();
        Iterator<Map.Entry<String, Long>> oldest = since.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<String, Long> entry = oldest.next();
            if (since.size() <= MOST && now - entry.getValue() < KEPT_MILLIS) {
                break;
            }
            oldest.remove();
            forgotten.add(Results.gone(ResultKeys.leftOut(TABLE, entry.getKey()), frame));
        }
        return forgotten;
    }

    /** Takes off the list what stands in a topic whose database is read again: a row that is there still comes again. */
    List<Result> forgetThoseOf(String topic, long frame) {
        List<String> keys = since.keySet().stream()
                .filter(key -> key.startsWith(topic + "@"))
                .toList();
        keys.forEach(since::remove);
        return keys.stream()
                .map(key -> Results.gone(ResultKeys.leftOut(TABLE, key), frame))
                .toList();
    }

    /** What is to be published for one that stood in the results topic: that it is gone, unless it is on the list still. */
    List<Result> again(String name, long frame) {
        String key = name.substring(TABLE.length() + 1);
        return since.containsKey(key) ? List.of() : List.of(Results.gone(ResultKeys.leftOut(TABLE, key), frame));
    }
}
