package io.salesboard.jobs;

import io.salesboard.core.contributions.Accounting;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.figures.Company;
import io.salesboard.jobs.state.Retention;
import java.io.Serializable;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;

/**
 * Settings of the KPI job, read from a properties file; see the table in docs/operations.md.
 *
 * @param bootstrapServers Kafka; no default
 * @param registry root of the registry's Confluent-compatible API; no default
 * @param zone the business's time zone; Asia/Ho_Chi_Minh
 * @param currency base currency; VND
 * @param businessClock {@code real}, or see {@link BusinessClock#parse}
 * @param companyName name of the company's row in alerts; Công ty
 * @param opens when a working day starts; 08:00
 * @param closes when it ends; 22:00
 * @param alertRules file with alert rules; without one those of the table alone
 * @param checkpointDir where checkpoints are kept and looked for at the start; no default
 * @param checkpointInterval time between checkpoints; 10 s
 * @param parallelism tasks per operator; 2
 * @param bindAddress address of Flink's REST API and UI in a local run; 127.0.0.1
 * @param restPort port of Flink's REST API and UI in a local run; 8081
 * @param stateDir where the state lies while the job runs, emptied at its start; a folder of the system's for temporary files
 * @param stateMemoryMib memory for the parts of the state that are in use, MiB per task manager; 96
 * @param dayRetention how long days and weeks are kept, whole days; 3653 d
 * @param deletedRowRetention how long a deleted row is remembered, so that a replayed older copy does not bring it back; 7 d
 * @param deletedRowMemoryMib how much is remembered of the deleted rows of one table, about, MiB; 16
 */
public record KpiSettings(
        String bootstrapServers,
        URI registry,
        ZoneId zone,
        Currency currency,
        String businessClock,
        String companyName,
        LocalTime opens,
        LocalTime closes,
        String alertRules,
        String checkpointDir,
        Duration checkpointInterval,
        Integer parallelism,
        String bindAddress,
        Integer restPort,
        String stateDir,
        Integer stateMemoryMib,
        Duration dayRetention,
        Duration deletedRowRetention,
        Integer deletedRowMemoryMib)
        implements Serializable {

    public KpiSettings {
        bootstrapServers = required("bootstrap-servers", bootstrapServers, "127.0.0.1:8084");
        registry = required("registry", registry, "http://127.0.0.1:8083/apis/ccompat/v7");
        zone = zone == null ? ZoneId.of("Asia/Ho_Chi_Minh") : zone;
        currency = currency == null ? Currency.getInstance("VND") : currency;
        businessClock = businessClock == null ? "real" : businessClock;
        BusinessClock.parse(businessClock);
        companyName = companyName == null ? "Công ty" : companyName;
        opens = opens == null ? LocalTime.of(8, 0) : opens;
        closes = closes == null ? LocalTime.of(22, 0) : closes;
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("opens = " + opens + " is not before closes = " + closes);
        }
        checkpointDir = required("checkpoint-dir", checkpointDir, "data/flink/checkpoints");
        checkpointInterval = checkpointInterval == null ? Duration.ofSeconds(10) : checkpointInterval;
        parallelism = parallelism == null ? 2 : parallelism;
        bindAddress = bindAddress == null ? "127.0.0.1" : bindAddress;
        restPort = restPort == null ? 8081 : restPort;
        stateMemoryMib = stateMemoryMib == null ? 96 : stateMemoryMib;
        dayRetention = dayRetention == null ? Duration.ofDays(3653) : dayRetention;
        deletedRowMemoryMib = deletedRowMemoryMib == null ? 16 : deletedRowMemoryMib;
        deletedRowRetention = deletedRowRetention == null ? Duration.ofDays(7) : deletedRowRetention;
        if (parallelism < 1 || parallelism > JobEnvironment.MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "parallelism = " + parallelism + " is not between 1 and " + JobEnvironment.MAX_PARALLELISM);
        }
        positive("checkpoint-interval", checkpointInterval);
        positive("deleted-row-retention", deletedRowRetention);
        if (dayRetention.toDays() < 1) {
            throw new IllegalArgumentException("day-retention = " + dayRetention + " is not at least one day");
        }
        positive("state-memory-mib", stateMemoryMib);
        positive("deleted-row-memory-mib", deletedRowMemoryMib);
    }

    private static void positive(String key, Duration duration) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(key + " = " + duration + " is not longer than nothing");
        }
    }

    private static void positive(String key, int number) {
        if (number < 1) {
            throw new IllegalArgumentException(key + " = " + number + " is not above 0");
        }
    }

    private static <T> T required(String key, T value, String example) {
        if (value == null) {
            throw new IllegalArgumentException("setting '" + key + "' is missing; for instance " + key + "=" + example);
        }
        return value;
    }

    public Accounting accounting() {
        return new Accounting(new BusinessCalendar(zone), currency);
    }

    /** The business, as the figures of screens and alerts need it. */
    public Company business() {
        return new Company(
                companyName, new BusinessCalendar(zone), opens, closes, currency, clock(), Clock.systemUTC());
    }

    public Retention retention() {
        return new Retention(new BusinessCalendar(zone), clock(), (int) dayRetention.toDays());
    }

    /** How much is remembered of a table's deleted rows, bytes. */
    public long deletedRowMemory() {
        return (long) deletedRowMemoryMib << 20;
    }

    public BusinessClock clock() {
        return BusinessClock.parse(businessClock);
    }
}
