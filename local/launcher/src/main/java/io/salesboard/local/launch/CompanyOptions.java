package io.salesboard.local.launch;

import io.salesboard.core.time.BusinessClock;
import io.salesboard.datasets.DataSet;
import io.salesboard.datasets.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The options that say which company runs; what is not given is as the data directory has it. */
final class CompanyOptions {
    private static final long FIRST_SEED = 42;

    /** What a first start of the stack takes on a small machine, before anybody can watch. */
    private static final Duration START_UP = Duration.ofSeconds(30);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Which demo company; the same seed gives the same one. Default: " + FIRST_SEED + ".")
    private Long seed;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Plays the real data set of a folder instead: CRM Sales Opportunities, AdventureWorks FY2018 or"
                            + " Online Retail, recognised by its files.")
    private Path data;

    @Option(
            names = "--replay",
            paramLabel = "SPEED",
            description =
                    "Business time runs SPEED times faster, and the screens with it: 45000 shows a quarter in three"
                            + " minutes.")
    private Double replay;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description =
                    "Time zone of the business, such as Europe/Berlin: which day an order is of. Default: as before, at the"
                            + " first start the company's own. With another one everything is computed anew.")
    private ZoneId zone;

    @Option(
            names = "--rate",
            defaultValue = "2",
            paramLabel = "N",
            description = "Changes per second of the simulator in the busiest hours. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(names = "--no-simulator", description = "Loads the demo company and lets nothing happen by itself.")
    private boolean noSimulator;

    /**
     * What is to run on a data directory.
     *
     * @param held what it holds; null when it is empty
     * @throws LaunchException when that is something else
     */
    Installation resolve(Installation held, Path directory) throws LaunchException {
        if (replay != null && !(replay > 0)) {
            throw new LaunchException("--replay " + replay + " is not above 0");
        }
        if (!(rate > 0)) {
            throw new LaunchException("--rate " + rate + " is not above 0; --no-simulator lets nothing happen");
        }
        Path folder = data == null ? null : data.toAbsolutePath().normalize();
        if (held == null) {
            return new Installation(
                    folder,
                    Objects.requireNonNullElse(seed, FIRST_SEED),
                    Objects.requireNonNullElse(replay, 1.0),
                    null,
                    zone);
        }
        boolean same = (folder == null || folder.equals(held.data()))
                && (seed == null || held.data() == null && seed == held.seed())
                && (replay == null || replay == held.replay());
        if (!same) {
            throw new LaunchException(directory + " holds " + held.describe()
                    + "; start over with --fresh, or choose another directory with --data-dir");
        }
        return zone == null ? held : held.in(zone);
    }

    /**
     * The company that is to run.
     *
     * @param quiet whether nothing is to happen by itself, whatever the options say
     * @param scratch a directory for what does not fit into memory
     * @param say told how far it is
     * @throws LaunchException when its data cannot be read, saying where
     */
    Company company(Installation kept, boolean quiet, Path scratch, Consumer<String> say) throws LaunchException {
        Instant wall = Clock.systemUTC().instant();
        boolean replayed = kept.replay() != 1;
        if (kept.data() == null) {
            BusinessClock clock = replayed
                    ? new BusinessClock(wall, Objects.requireNonNullElse(kept.reached(), wall), kept.replay())
                    : BusinessClock.REAL;
            return new DemoShop(kept.seed(), rate, !noSimulator && !quiet, clock);
        }
        try {
            Files.createDirectories(scratch);
            Progress progress = new Progress(say);
            DataSet set = DataSet.recognise(kept.data(), scratch, progress);
            // All at once: the present is when the last of it happened. Replayed: the first happens when all is up.
            Instant start =
                    replayed ? set.starts().minusMillis((long) (START_UP.toMillis() * kept.replay())) : set.ends();
            return new RealData(
                    set,
                    new BusinessClock(wall, Objects.requireNonNullElse(kept.reached(), start), kept.replay()),
                    replayed,
                    progress);
        } catch (IOException | IllegalArgumentException e) {
            throw new LaunchException("--data " + kept.data() + ": " + Failures.sentence(e), e);
        }
    }
}
