package io.salesboard.board.alerts;

import io.salesboard.alerts.AlertBook;
import io.salesboard.alerts.AlertWatch;
import io.salesboard.alerts.AlertWatch.Said;
import io.salesboard.alerts.Rule;
import io.salesboard.alerts.RuleFile;
import io.salesboard.alerts.Rules;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.figures.Company;
import io.salesboard.figures.Reading;
import io.salesboard.figures.ServedSchemas;
import io.salesboard.figures.Told;
import io.salesboard.schemas.Alert;
import io.salesboard.schemas.RuleBook;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What happens to the demo company on Wednesday, 25 November 2026, judged by one of the rules that ship, and told to a real
 * Alertmanager. A business hour is two seconds, so that a story of a day happened within the last minute.
 */
final class Story implements AutoCloseable {
    private static final int SPEED = 1800;

    final Told told;
    private final Rules rules;
    private final Company business;
    private final AlertWatch watch = new AlertWatch(List.of());
    private final ServedSchemas schemas = new ServedSchemas(Alert.getClassSchema(), RuleBook.getClassSchema());
    private final AlertBook book = new AlertBook(schemas.registry());
    private final AlertRelay relay;
    private int offset;

    Story(String rule, URI alertmanager) throws IOException {
        Rule shipped = RuleFile.parse("sales.yml", Files.readString(Path.of("..", "dashboards", "alerts", "sales.yml")))
                .of(rule);
        rules = new Rules(List.of(shipped), List.of());
        BusinessClock clock = new BusinessClock(
                Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(60), Told.local("2026-11-25T00:00"), SPEED);
        business = new Company(
                "Hoa Sen",
                new BusinessCalendar(Told.ZONE),
                LocalTime.of(8, 0),
                LocalTime.of(22, 0),
                Currency.getInstance("VND"),
                clock,
                Clock.systemUTC());
        told = new Told().by(clock);
        relay = new AlertRelay(book, List.of(alertmanager), "http://board/alerts", Clock.systemUTC());
        book.caughtUp();
        relay.start();
    }

    /** What is told from now on happens at a time of that day. */
    Told at(String time) {
        return told.at(Told.local("2026-11-25T" + time));
    }

    /** Closes the frame; says how many alerts were raised or ended with it. */
    int frame() throws IOException {
        told.frame();
        List<Said> said = watch.judge(Reading.of(told.store.state(), business), rules);
        for (Said one : said) {
            book.handle(
                    new ConsumerRecord<>(
                            "alerts",
                            0,
                            offset++,
                            one.id().getBytes(StandardCharsets.UTF_8),
                            schemas.framed(one.alert())),
                    false);
        }
        return said.size();
    }

    @Override
    public void close() throws InterruptedException {
        relay.close();
        schemas.close();
    }
}
