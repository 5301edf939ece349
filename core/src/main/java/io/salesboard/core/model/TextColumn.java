package io.salesboard.core.model;

/**
 * A column of texts, to be read from the rows of its table.
 *
 * @param slot its place among the row's texts
 */
public record TextColumn(Table table, int slot) {}
