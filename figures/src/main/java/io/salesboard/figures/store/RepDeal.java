package io.salesboard.figures.store;

import io.salesboard.schemas.Deal;

/** A deal and the rep it is credited to. */
public record RepDeal(String rep, Deal deal) {}
