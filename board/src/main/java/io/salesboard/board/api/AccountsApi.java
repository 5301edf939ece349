package io.salesboard.board.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import io.salesboard.board.door.Account;
import io.salesboard.board.door.Accounts;
import io.salesboard.board.door.Audit;
import io.salesboard.board.door.Door;
import io.salesboard.board.door.Role;
import io.salesboard.core.model.Scope;
import io.salesboard.figures.store.CellStore;
import java.util.List;

/** Answers {@code /api/v1/accounts}: administrators see who may come in, hand out links and keys, and take all of it back. */
public final class AccountsApi {
    private final Accounts accounts;
    private final Door door;
    private final CellStore store;

    public AccountsApi(Accounts accounts, Door door, CellStore store) {
        this.accounts = accounts;
        this.door = door;
        this.store = store;
    }

    /** All accounts. */
    public record Listed(List<Entry> accounts) {}

    /** One of them; {@code of} is the rep or team it belongs to, {@code name} that one's, both null for others. */
    public record Entry(String id, String role, String of, String name, long sessions) {}

    /** What opens the door: the address of a link, or a key. It is told once. */
    public record Made(
            String account,
            @JsonInclude(JsonInclude.Include.NON_NULL) String link,
            @JsonInclude(JsonInclude.Include.NON_NULL) String key) {}

    /** What was taken back. */
    public record Revoked(String revoked) {}

    public Listed list() {
        return new Listed(accounts.all().stream().map(this::entry).toList());
    }

    private Entry entry(Account account) {
        Scope scope = account.role().belongsTo();
        return new Entry(
                account.id(),
                account.role().key(),
                account.of(),
                scope == null ? null : store.state().org().name(scope, account.of()),
                accounts.sessionsOf(account));
    }

    /** Takes {@code {"role": "rep", "name": "R001"}}; with {@code "key": true} a machine's key is made instead of a link. */
    public Made make(Context ctx) {
        JsonNode asked = SignInApi.read(ctx);
        Role role = Role.of(asked.path("role").asText());
        Account account = Account.named(role, asked.path("name").asText());
        if (role == Role.ADMIN && door.isUnlocked()) {
            throw new IllegalArgumentException(
                    "with an administrator this board asks everybody who they are, also who works"
                            + " on its machine; where that is meant, make the first one with AccountsMain");
        }
        requireThere(account);
        if (asked.path("key").asBoolean() || role == Role.METRICS) {
            String key = accounts.key(account);
            door.note(ctx, Audit.CHANGED, "key for " + account.id());
            return new Made(account.id(), null, key);
        }
        String token = accounts.link(account);
        door.note(ctx, Audit.CHANGED, "link for " + account.id());
        return new Made(account.id(), "/in#" + token, null);
    }

    private void requireThere(Account account) {
        Scope scope = account.role().belongsTo();
        if (scope != null && !store.state().org().ids(scope).contains(account.of())) {
            throw new NotFoundException("there is no " + scope.key() + " '" + account.of() + "'; /api/v1/kpis?scope="
                    + scope.key() + "&window=day lists them all");
        }
    }

    /** Removes an account; its sessions and open streams end. */
    public Revoked revoke(Context ctx) {
        String id = ctx.pathParam("id");
        if (!accounts.revoke(id)) {
            throw new NotFoundException("there is no account '" + id + "'; GET /api/v1/accounts lists them all");
        }
        door.note(ctx, Audit.CHANGED, "revoked " + id);
        return new Revoked(id);
    }
}
