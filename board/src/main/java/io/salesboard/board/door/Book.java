package io.salesboard.board.door;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All accounts and what opens the door for them; never changes once made. Tokens are not in it, only their hashes.
 *
 * @param accounts by id
 * @param links by hash: each opens one session
 * @param sessions by hash
 * @param keys of machines, by hash
 */
record Book(
        Map<String, Account> accounts, Map<String, Link> links, Map<String, Session> sessions, Map<String, Key> keys) {
    static final Book EMPTY = new Book(Map.of(), Map.of(), Map.of(), Map.of());

    /** Opens one session of an account, until a moment. */
    record Link(String account, Instant until) {}

    /**
     * A browser that is signed in; {@code used} is the day it was seen last, or later.
     *
     * @param until when it ends in any case; null for those a link opened
     */
    record Session(String account, Instant began, Instant used, Instant until) {
        Session usedAt(Instant moment) {
            return new Session(account, began, moment, until);
        }
    }

    /** A machine's. */
    record Key(String account, Instant made) {}

    Book with(Account account) {
        return new Book(put(accounts, account.id(), account), links, sessions, keys);
    }

    Book withLink(String hash, Link link) {
        return new Book(accounts, put(links, hash, link), sessions, keys);
    }

    Book withSession(String hash, Session session) {
        return new Book(accounts, links, put(sessions, hash, session), keys);
    }

    Book withKey(String hash, Key key) {
        return new Book(accounts, links, sessions, put(keys, hash, key));
    }

    Book withoutLink(String hash) {
        return new Book(accounts, without(links, hash::equals), sessions, keys);
    }

    Book withoutSession(String hash) {
        return new Book(accounts, links, without(sessions, hash::equals), keys);
    }

    /** Without everything that opens the door for an account. */
    Book shutFor(String account) {
        return new Book(
                accounts,
                filtered(links, link -> !link.account().equals(account)),
                filtered(sessions, session -> !session.account().equals(account)),
                filtered(keys, key -> !key.account().equals(account)));
    }

    Book without(String account) {
        Book shut = shutFor(account);
        return new Book(without(accounts, account::equals), shut.links, shut.sessions, shut.keys);
    }

    /** Without links and sessions that are over. */
    Book at(Instant now, Predicate<Session> over) {
        return new Book(
                accounts, filtered(links, link -> link.until().isAfter(now)), filtered(sessions, over.negate()), keys);
    }

    private static <V> Map<String, V> put(Map<String, V> before, String key, V value) {
        Map<String, V> after = new LinkedHashMap<>(before);
        after.put(key, value);
        return Collections.unmodifiableMap(after);
    }

    private static <V> Map<String, V> without(Map<String, V> before, Predicate<String> gone) {
        Map<String, V> after = new LinkedHashMap<>(before);
        after.keySet().removeIf(gone);
        return Collections.unmodifiableMap(after);
    }

    private static <V> Map<String, V> filtered(Map<String, V> before, Predicate<V> stays) {
        Map<String, V> after = new LinkedHashMap<>(before);
        after.values().removeIf(stays.negate());
        return Collections.unmodifiableMap(after);
    }
}
