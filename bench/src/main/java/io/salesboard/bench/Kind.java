package io.salesboard.bench;

/** What a measured commit did to an order. */
enum Kind {
    INSERT,
    UPDATE,
    DELETE
}
