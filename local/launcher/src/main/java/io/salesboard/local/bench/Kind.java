package io.salesboard.local.bench;

/** What a measured commit did to an order. */
enum Kind {
    INSERT,
    UPDATE,
    DELETE
}
