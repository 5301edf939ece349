package io.salesboard.figures;

import io.salesboard.core.kpi.Ratio;
import io.salesboard.core.kpi.Unit;
import java.math.BigDecimal;
import java.util.Currency;

/** Turns a KPI's value into the exact decimal that screens, API and metrics show: money in major units. */
public final class Decimals {
    private final int moneyDigits;

    public Decimals(Currency currency) {
        this.moneyDigits = Math.max(0, currency.getDefaultFractionDigits());
    }

    /** @return null for no value */
    public BigDecimal shown(Unit unit, BigDecimal value) {
        if (value == null) {
            return null;
        }
        return switch (unit) {
            case MONEY -> value.movePointLeft(moneyDigits).setScale(moneyDigits);
            case RATIO -> value.setScale(Ratio.DIGITS);
            case COUNT -> value.setScale(0);
            case QUANTITY -> {
                BigDecimal plain = value.stripTrailingZeros();
                yield plain.scale() < 0 ? plain.setScale(0) : plain;
            }
        };
    }

    /** Money in minor units as shown. */
    public BigDecimal money(long minor) {
        return shown(Unit.MONEY, BigDecimal.valueOf(minor));
    }

    /** The cost of one unit in minor units times 10^4, from an amount in major units. */
    long unitCost(BigDecimal major) {
        return major.movePointRight(moneyDigits + 4).longValueExact();
    }
}
