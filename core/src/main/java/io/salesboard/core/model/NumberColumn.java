package io.salesboard.core.model;

/**
 * A column of numbers as {@link ColumnType} says, to be read from the rows of its table.
 *
 * @param slot its place among the row's numbers
 */
public record NumberColumn(Table table, int slot) {}
