package io.salesboard.board.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.rolling.DefaultRolloverStrategy;
import org.apache.logging.log4j.core.appender.rolling.SizeBasedTriggeringPolicy;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;

/**
 * Who opened and who changed what: a line of JSON each, in {@code audit.log} beside the accounts, readable by its owner only. No
 * token is ever in it.
 *
 * <p>Strangers write here too, by being refused: a line is short, and of one address a minute has only so many, so that nobody drives
 * out what others did.
 */
public final class Audit implements AutoCloseable {
    /** What somebody can have done. */
    public static final String OPENED = "opened";

    public static final String CHANGED = "changed";
    public static final String REFUSED = "refused";
    public static final String SIGNED_IN = "signed in";
    public static final String SIGNED_OUT = "signed out";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SIZE = "20 MB";
    private static final String KEPT = "20";

    /** Characters of a text. */
    private static final int MOST_OF_TEXT = 200;

    private static final int REFUSED_WITHIN_A_MINUTE = 20;

    private final Clock clock;
    private final RollingFileAppender file;

    /** How many were refused within the minute, by address. */
    private final Map<String, Integer> refused = new LinkedHashMap<>();

    private Instant minute = Instant.EPOCH;

    /** @param directory that of the accounts, which must be there */
    public Audit(Path directory, Clock clock) {
        this.clock = clock;
        DefaultConfiguration plain = new DefaultConfiguration();
        file = RollingFileAppender.newBuilder()
                .setName("audit")
                .setConfiguration(plain)
                .setLayout(PatternLayout.newBuilder().withPattern("%m%n").build())
                .withFileName(directory.resolve("audit.log").toString())
                .withFilePattern(directory.resolve("audit.log").toString() + ".%i")
                .withFilePermissions("rw-------")
                .withPolicy(SizeBasedTriggeringPolicy.createPolicy(SIZE))
                .withStrategy(DefaultRolloverStrategy.newBuilder()
                        .withMax(KEPT)
                        .withConfig(plain)
                        .build())
                .build();
        file.start();
    }

    /**
     * @param visitor who, or null for a stranger
     * @param from address
     * @param did one of the words above
     * @param what which address of the board, or which account
     */
    synchronized void note(Visitor visitor, String from, String did, String what) {
        sumUp();
        if (!did.equals(REFUSED) || refused.merge(shortened(from), 1, Integer::sum) <= REFUSED_WITHIN_A_MINUTE) {
            write(visitor, from, did, what);
        }
    }

    /** Once a minute is over, writes how many refusals of it were left out. */
    synchronized void sumUp() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        if (!now.equals(minute)) {
            writeLeftOut();
            minute = now;
        }
    }

    private void writeLeftOut() {
        refused.forEach((from, times) -> {
            if (times > REFUSED_WITHIN_A_MINUTE) {
                write(null, from, REFUSED, (times - REFUSED_WITHIN_A_MINUTE) + " more in the minute of " + minute);
            }
        });
        refused.clear();
    }

    private void write(Visitor visitor, String from, String did, String what) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("who", visitor == null ? null : visitor.account());
        line.put("from", shortened(from));
        line.put("did", did);
        line.put("what", shortened(what));
        try {
            file.append(Log4jLogEvent.newBuilder()
                    .setLoggerName("audit")
                    .setLevel(Level.INFO)
                    .setMessage(new SimpleMessage(JSON.writeValueAsString(line)))
                    .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    /** Leaves out the middle of a long text: a refusal ends with its status. */
    private static String shortened(String text) {
        int end = MOST_OF_TEXT / 4;
        return text.length() <= MOST_OF_TEXT
                ? text
                : text.substring(0, MOST_OF_TEXT - end - 1) + "…" + text.substring(text.length() - end);
    }

    @Override
    public synchronized void close() {
        writeLeftOut();
        file.stop();
    }
}
