package io.salesboard.demo;

/**
 * One article of the shop.
 *
 * @param price list price in đồng, before tax
 * @param cost unit cost in đồng; null when not known
 * @param popularity how often it is picked, relative to others
 */
record Product(String id, String name, String category, long price, Long cost, double popularity) {}
