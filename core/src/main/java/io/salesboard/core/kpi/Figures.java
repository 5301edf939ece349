package io.salesboard.core.kpi;

import io.salesboard.core.model.Measure;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a formula may ask about one row (a rep, a store, the company) in one window, all of one instant.
 *
 * <p>Money is in minor units of the base currency. Implemented by the board over its cells and by tests over maps.
 */
public interface Figures {
    /** The row's own sum; 0 where nothing happened. */
    long of(Measure measure);

    /** The sum of a location: of a region what its stores sold, whoever sold it; of another row its own. */
    long located(Measure measure);

    /** The company's sum in the same window. */
    long company(Measure measure);

    /** The row's revenue quota for the window, or null where it has none. See {@link Quotas}. */
    Long quota();

    /** Working days of the window that have passed, with the part of today. */
    BigDecimal elapsedDays();

    /** Working days of the window. */
    BigDecimal totalDays();

    /** Active reps of the row (1 for an active rep) on the window's last day, or today if that is earlier. */
    long activeReps();

    /** Reps of the row that have a quota in the window. */
    long repsWithQuota();

    /** Those of {@link #repsWithQuota()} whose attainment is at least 100 %. */
    long repsAtQuota();

    /** Quota minus net revenue of the present quarter, or null where there is no quota. */
    Long remainingQuotaOfQuarter();

    /** Cost of one unit in minor units times 10^4 (a product's row only), or null where it is not known. */
    Long unitCost();

    /** The products a row is made of: of a product itself, of a category all in it; none for other rows. */
    List<? extends Figures> products();

    /** How many rows the scope has, those that gather the unassigned not counted. */
    long peers();
}
