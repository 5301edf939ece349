package io.salesboard.board.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.salesboard.board.door.Account;
import io.salesboard.board.door.Role;
import io.salesboard.core.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {
    private static final String REQUIRED = "issuer=https://id.example.com/realms/sales\nclient-id=board\n"
            + "client-secret-file=client.secret\nroles=admins:admin,sales-managers:manager,sales-leads:lead,sales-reps:rep\n";

    private static ProviderSettings parse(String properties) {
        return Settings.parse(properties, ProviderSettings.class);
    }

    @Test
    void defaults() {
        assertThat(parse(REQUIRED))
                .isEqualTo(new ProviderSettings(
                        URI.create("https://id.example.com/realms/sales"),
                        "board",
                        Path.of("client.secret"),
                        "groups",
                        "admins:admin,sales-managers:manager,sales-leads:lead,sales-reps:rep",
                        "rep_id",
                        "team_id"));
    }

    @Test
    void everyPropertyIsRead() {
        assertThat(parse(
                        "issuer=http://127.0.0.1:1/x\nclient-id=b\nclient-secret-file=/s\nrole-claim=roles\nroles=a:ops\n"
                                + "rep-claim=employee\nteam-claim=department\n"))
                .isEqualTo(new ProviderSettings(
                        URI.create("http://127.0.0.1:1/x"),
                        "b",
                        Path.of("/s"),
                        "roles",
                        "a:ops",
                        "employee",
                        "department"));
    }

    @Test
    void unknownPropertyIsRefused() {
        assertThatThrownBy(() -> parse(REQUIRED + "role=x\n"))
                .hasMessage("unknown setting 'role'; did you mean 'roles'?");
    }

    @Test
    void impossibleValuesAreRefused() {
        assertThatThrownBy(() -> parse("issuer=https://x\n")).hasMessageContaining("setting 'client-id' is missing");
        assertThatThrownBy(() -> parse(REQUIRED.replace("https", "http")))
                .hasMessageContaining("is not encrypted; who listens could sign in as anybody");
        assertThatThrownBy(() -> parse(REQUIRED.replace("sales-reps:rep", "sales-reps")))
                .hasMessageContaining("setting 'roles': 'sales-reps' is no pair such as sales-managers:manager");
        assertThatThrownBy(() -> parse(REQUIRED.replace("sales-reps:rep", "sales-reps:boss")))
                .hasMessageContaining("unknown role 'boss'");
    }

    @Test
    void theFirstRoleOfTheSettingsThatAClaimNamesCounts() throws Exception {
        ProviderSettings settings = parse(REQUIRED);
        assertThat(settings.account(Map.of(
                        "groups", List.of("kitchen", "sales-reps", "sales-managers"), "preferred_username", "mai")))
                .isEqualTo(new Account("manager-mai", Role.MANAGER, null));
        assertThat(settings.account(Map.of("groups", "sales-reps", "rep_id", "R1")))
                .isEqualTo(new Account("rep-R1", Role.REP, "R1"));
        assertThat(settings.account(Map.of("groups", List.of("sales-leads"), "team_id", "T1")))
                .isEqualTo(new Account("lead-T1", Role.LEAD, "T1"));
    }

    @Test
    void whoHasNoRoleHereOrNoRepIsNobody() {
        ProviderSettings settings = parse(REQUIRED);
        assertThatThrownBy(() -> settings.account(Map.of("groups", List.of("kitchen"), "preferred_username", "cook")))
                .hasMessage("of 'cook' the claim 'groups' is [kitchen], of which the setting 'roles' knows none");
        assertThatThrownBy(() -> settings.account(Map.of("preferred_username", "cook")))
                .hasMessageContaining("the claim 'groups' is []");
        assertThatThrownBy(() -> settings.account(Map.of("groups", List.of("sales-reps"), "preferred_username", "an")))
                .hasMessage("of 'an' the claim 'rep_id' is missing, which says which rep that is");
    }
}
