package io.salesboard.board.provider;

import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The company's identity provider, and what its claims make of people.
 *
 * @param issuer its address, as it stands in its tokens
 * @param clientId what it calls the board
 * @param clientSecretFile file with the secret it gave the board
 * @param roleClaim claim of the ID token with what people are, one text or several
 * @param roles which of these makes which role, {@code sales-managers:manager,sales-reps:rep}; the first that fits counts
 * @param repClaim claim with the rep's id
 * @param teamClaim claim with the id of a team lead's team
 */
public record ProviderSettings(
        URI issuer,
        String clientId,
        Path clientSecretFile,
        String roleClaim,
        String roles,
        String repClaim,
        String teamClaim) {
    private static final Set<String> HERE = Set.of("127.0.0.1", "localhost", "[::1]");

    public ProviderSettings {
        require("issuer", issuer, "https://id.example.com/realms/sales");
        require("client-id", clientId, "salesboard");
        require("client-secret-file", clientSecretFile, "client.secret");
        require("roles", roles, "sales-managers:manager,sales-reps:rep");
        roleClaim = Objects.requireNonNullElse(roleClaim, "groups");
        repClaim = Objects.requireNonNullElse(repClaim, "rep_id");
        teamClaim = Objects.requireNonNullElse(teamClaim, "team_id");
        if (!"https".equals(issuer.getScheme()) && !HERE.contains(issuer.getHost())) {
            throw new IllegalArgumentException(
                    "setting 'issuer': " + issuer + " is not encrypted; who listens could sign in as anybody");
        }
        parse(roles);
    }

    private static void require(String key, Object value, String example) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("setting '" + key + "' is missing; give one such as " + example);
        }
    }

    private static Map<String, Role> parse(String roles) {
        Map<String, Role> parsed = new LinkedHashMap<>();
        for (String entry : roles.split(",", -1)) {
            int colon = entry.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(
                        "setting 'roles': '" + entry + "' is no pair such as sales-managers:manager");
            }
            parsed.put(
                    entry.substring(0, colon).strip(),
                    Role.of(entry.substring(colon + 1).strip()));
        }
        return parsed;
    }

    /**
     * Who somebody is here.
     *
     * @param claims of the ID token
     * @throws ProviderException that says what is missing
     */
    Account account(Map<String, Object> claims) throws ProviderException {
        List<String> has = texts(claims.get(roleClaim));
        Role role = parse(roles).entrySet().stream()
                .filter(entry -> has.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new ProviderException("of '" + claims.get("preferred_username") + "' the claim '"
                        + roleClaim + "' is " + has + ", of which the setting 'roles' knows none"));
        if (role.belongsTo() == null) {
            return Account.named(role, String.valueOf(claims.getOrDefault("preferred_username", claims.get("sub"))));
        }
        String claim = role == Role.REP ? repClaim : teamClaim;
        if (!(claims.get(claim) instanceof String id) || id.isBlank()) {
            throw new ProviderException("of '" + claims.get("preferred_username") + "' the claim '" + claim
                    + "' is missing, which says which " + role.belongsTo().key() + " that is");
        }
        return Account.named(role, id);
    }

    private static List<String> texts(Object claim) {
        if (claim instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return claim == null ? List.of() : Arrays.asList(String.valueOf(claim));
    }
}
