package io.salesboard.board;

import io.salesboard.board.door.Account;
import io.salesboard.board.door.Accounts;
import io.salesboard.board.door.Role;
import io.salesboard.core.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Makes links and keys where the accounts are kept, whether the board runs or not: the first administrator's above all. Who may read
 * the board's directory is the administrator of its administrators.
 */
public final class AccountsMain {
    private static final String USAGE = "give the path of the board's settings file and one of: list | link ROLE NAME |"
            + " key ROLE NAME | revoke ACCOUNT";

    private AccountsMain() {}

    /** @param args path of the board's settings file, and what to do */
    public static void main(String[] args) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try {
            run(args, out);
        } catch (IllegalArgumentException e) {
            out.println("error: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(String[] args, PrintStream out) throws IOException {
        if (args.length < 2) {
            throw new IllegalArgumentException(USAGE);
        }
        BoardSettings settings = Settings.read(Path.of(args[0]), BoardSettings.class);
        Accounts accounts = new Accounts(settings.accountsDir(), Clock.systemUTC());
        switch (args[1] + " " + (args.length - 2)) {
            case "list 0" ->
                accounts.all().forEach(account -> out.println(account.id() + "\t" + accounts.sessionsOf(account)));
            case "link 2" -> out.println(settings.address() + "/in#" + accounts.link(account(args)));
            case "key 2" -> out.println(accounts.key(account(args)));
            case "revoke 1" -> {
                if (!accounts.revoke(args[2])) {
                    throw new IllegalArgumentException("there is no account '" + args[2] + "'; list names them all");
                }
            }
            default -> throw new IllegalArgumentException(USAGE);
        }
    }

    private static Account account(String[] args) {
        return Account.named(Role.of(args[2]), args[3]);
    }
}
