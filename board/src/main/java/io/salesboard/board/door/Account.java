package io.salesboard.board.door;

/**
 * Somebody, or some machine, that may come in.
 *
 * @param id its role and what it belongs to or is called: {@code rep-R001}, {@code screen-showroom}
 * @param of the rep or the team it belongs to, or null
 */
public record Account(String id, Role role, String of) {

    /**
     * @param role what it is
     * @param name the rep or team it belongs to, else what it is called
     */
    public static Account named(Role role, String name) {
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("an account of role '" + role.key() + "' needs "
                    + (role.belongsTo() == null
                            ? "a name"
                            : "the id of the " + role.belongsTo().key() + " it belongs to"));
        }
        return new Account(role.key() + "-" + name.strip(), role, role.belongsTo() == null ? null : name.strip());
    }
}
