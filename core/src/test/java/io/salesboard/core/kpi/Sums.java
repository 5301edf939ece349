package io.salesboard.core.kpi;

import io.salesboard.core.model.Measure;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Figures of a row written down by hand; what is not said is nothing. */
final class Sums implements Figures {
    private final Map<Measure, Long> own = new EnumMap<>(Measure.class);
    private final Map<Measure, Long> located = new EnumMap<>(Measure.class);
    private final Map<Measure, Long> company = new EnumMap<>(Measure.class);
    private Long quota;
    private Long remaining;
    private Long unitCost;
    private BigDecimal elapsed = BigDecimal.ZERO;
    private BigDecimal total = BigDecimal.ZERO;
    private long activeReps;
    private long repsWithQuota;
    private long repsAtQuota;
    private long peers;

    private Sums() {}

    static Sums of() {
        return new Sums();
    }

    Sums with(Measure measure, long sum) {
        own.put(measure, sum);
        return this;
    }

    Sums located(Measure measure, long sum) {
        located.put(measure, sum);
        return this;
    }

    Sums company(Measure measure, long sum) {
        company.put(measure, sum);
        return this;
    }

    Sums quota(Long amount) {
        quota = amount;
        return this;
    }

    Sums remaining(Long amount) {
        remaining = amount;
        return this;
    }

    Sums unitCost(Long tenThousandths) {
        unitCost = tenThousandths;
        return this;
    }

    Sums days(String elapsedDays, String totalDays) {
        elapsed = new BigDecimal(elapsedDays);
        total = new BigDecimal(totalDays);
        return this;
    }

    Sums reps(long active, long withQuota, long atQuota) {
        activeReps = active;
        repsWithQuota = withQuota;
        repsAtQuota = atQuota;
        return this;
    }

    Sums peers(long count) {
        peers = count;
        return this;
    }

    @Override
    public long of(Measure measure) {
        return own.getOrDefault(measure, 0L);
    }

    @Override
    public long located(Measure measure) {
        return located.getOrDefault(measure, 0L);
    }

    @Override
    public long company(Measure measure) {
        return company.getOrDefault(measure, 0L);
    }

    @Override
    public Long quota() {
        return quota;
    }

    @Override
    public BigDecimal elapsedDays() {
        return elapsed;
    }

    @Override
    public BigDecimal totalDays() {
        return total;
    }

    @Override
    public long activeReps() {
        return activeReps;
    }

    @Override
    public long repsWithQuota() {
        return repsWithQuota;
    }

    @Override
    public long repsAtQuota() {
        return repsAtQuota;
    }

    @Override
    public Long remainingQuotaOfQuarter() {
        return remaining;
    }

    @Override
    public Long unitCost() {
        return unitCost;
    }

    @Override
    public List<Figures> products() {
        return List.of(this);
    }

    @Override
    public long peers() {
        return peers;
    }
}
