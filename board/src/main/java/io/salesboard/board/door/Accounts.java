package io.salesboard.board.door;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;

/** Who may come in: makes accounts, links and keys, exchanges links for sessions, and takes all of it back. */
public final class Accounts {
    /** How long a link waits to be opened. */
    public static final Duration LINK_STANDS = Duration.ofDays(7);

    private static final Duration WORKING_DAY = Duration.ofHours(12);
    private static final Duration UNUSED = Duration.ofDays(90);
    private static final Duration NOTED_EVERY = Duration.ofDays(1);

    private final BookFile file;
    private final Clock clock;

    /** @param directory where they are kept; made where it is missing */
    public Accounts(Path directory, Clock clock) throws IOException {
        this.file = new BookFile(directory);
        this.clock = clock;
    }

    /** Whether somebody can make accounts over the network: then nobody comes in unasked. */
    public boolean keysMade() {
        return administrators(file.read()) > 0;
    }

    public Collection<Account> all() {
        return file.read().accounts().values();
    }

    /** How many browsers are signed in as an account. */
    public long sessionsOf(Account account) {
        return file.read().sessions().values().stream()
                .filter(session -> session.account().equals(account.id()))
                .count();
    }

    /** Makes a link that opens one session of an account, which is made where it is not there; answers its token. */
    public String link(Account account) {
        String token = Token.make();
        Book.Link link = new Book.Link(account.id(), clock.instant().plus(LINK_STANDS));
        file.change(book -> book.at(clock.instant(), session -> isOver(book, session))
                .with(account)
                .withLink(Token.hash(token), link));
        return token;
    }

    /** Makes a key of an account, which is made where it is not there; answers its token. */
    public String key(Account account) {
        String token = Token.make();
        Book.Key key = new Book.Key(account.id(), clock.instant());
        file.change(book -> book.with(account).withKey(Token.hash(token), key));
        return token;
    }

    /** A browser's session and who it belongs to. */
    public record SignedIn(String token, Visitor visitor) {}

    /**
     * Exchanges a link for a session; the link is spent.
     *
     * @throws RefusedException when the link was never made, or is spent, revoked or too old
     */
    public SignedIn redeem(String linkToken) {
        String link = Token.hash(linkToken);
        AtomicReference<Account> found = new AtomicReference<>();
        String token = Token.make();
        file.change(before -> {
            Book book = before.at(clock.instant(), session -> isOver(before, session));
            Book.Link known = book.links().get(link);
            Account account = known == null ? null : book.accounts().get(known.account());
            found.set(account);
            return account == null ? book : book.withoutLink(link).withSession(Token.hash(token), begins(account));
        });
        if (found.get() == null) {
            throw RefusedException.forbidden("this link opens nothing any more; ask for a new one where you got it");
        }
        return new SignedIn(token, visitor(found.get(), Token.hash(token)));
    }

    /** Begins a session of somebody the identity provider knows; it ends with the working day, and the provider is asked again. */
    SignedIn begin(Account account) {
        String token = Token.make();
        Instant now = clock.instant();
        Book.Session session = new Book.Session(account.id(), now, now, now.plus(WORKING_DAY));
        file.change(before ->
                before.at(now, old -> isOver(before, old)).with(account).withSession(Token.hash(token), session));
        return new SignedIn(token, visitor(account, Token.hash(token)));
    }

    private Book.Session begins(Account account) {
        return new Book.Session(account.id(), clock.instant(), clock.instant(), null);
    }

    /** Who a session belongs to, or null. */
    public Visitor ofSession(String token) {
        String hash = Token.hash(token);
        Book book = file.read();
        Book.Session session = book.sessions().get(hash);
        if (session == null || isOver(book, session)) {
            return null;
        }
        Instant now = clock.instant();
        if (session.used().plus(NOTED_EVERY).isBefore(now)) {
            file.change(latest ->
                    latest.sessions().containsKey(hash) ? latest.withSession(hash, session.usedAt(now)) : latest);
        }
        return visitor(book.accounts().get(session.account()), hash);
    }

    /** A television must run for months with nobody near it; whoever holds anything else comes by. */
    private boolean isOver(Book book, Book.Session session) {
        Account account = book.accounts().get(session.account());
        return account == null
                || (session.until() != null && !session.until().isAfter(clock.instant()))
                || (account.role() != Role.SCREEN && session.used().plus(UNUSED).isBefore(clock.instant()));
    }

    /** Who holds a key, or null. */
    public Visitor ofKey(String token) {
        String hash = Token.hash(token);
        Book book = file.read();
        Book.Key key = book.keys().get(hash);
        return key == null ? null : visitor(book.accounts().get(key.account()), hash);
    }

    private static Visitor visitor(Account account, String hash) {
        return account == null ? null : new Visitor(account.id(), account.role(), account.of(), hash);
    }

    /** Whether what a visitor came in with still opens the door. */
    boolean stands(Visitor visitor) {
        Book book = file.read();
        Book.Session session = book.sessions().get(visitor.pass());
        return session == null ? book.keys().containsKey(visitor.pass()) : !isOver(book, session);
    }

    /** Ends a visitor's session. */
    public void signOut(Visitor visitor) {
        if (visitor.pass() != null) {
            file.change(book -> book.withoutSession(visitor.pass()));
        }
    }

    /** Takes back everything that opens the door for an account. */
    void shut(String account) {
        file.change(book -> book.shutFor(account));
    }

    /**
     * Removes an account and all that opens the door for it; answers whether there was one.
     *
     * @throws IllegalArgumentException when nobody were left to make accounts
     */
    public boolean revoke(String account) {
        AtomicReference<Account> found = new AtomicReference<>();
        file.change(book -> {
            found.set(book.accounts().get(account));
            Book after = book.without(account);
            if (found.get() != null && found.get().role() == Role.ADMIN && administrators(after) == 0) {
                throw new IllegalArgumentException(
                        "'" + account + "' is the last administrator; make another one first");
            }
            return after;
        });
        return found.get() != null;
    }

    private static long administrators(Book book) {
        return book.accounts().values().stream()
                .filter(account -> account.role() == Role.ADMIN)
                .count();
    }
}
