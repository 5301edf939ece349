package io.salesboard.board.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Clock;
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

    private final Clock clock;
    private final RollingFileAppender file;

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
    void note(Visitor visitor, String from, String did, String what) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", clock.instant().toString());
        line.put("who", visitor == null ? null : visitor.account());
        line.put("from", from);
        line.put("did", did);
        line.put("what", what);
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

    @Override
    public void close() {
        file.stop();
    }
}
