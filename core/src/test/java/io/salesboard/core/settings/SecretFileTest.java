package io.salesboard.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    @Test
    void isMadeOnceForItsOwnerOnlyAndThenKept() throws Exception {
        Path file = folder.resolve("a.key");
        byte[] made = SecretFile.read(file, "none");

        assertThat(made).hasSize(32);
        assertThat(SecretFile.read(file, "none")).isEqualTo(made);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(SecretFile.read(folder.resolve("b.key"), "none")).isNotEqualTo(made);
    }

    @Test
    void aFileThatHoldsTooLittleIsNoSecret() throws Exception {
        Path file = Files.writeString(folder.resolve("a.key"), "short");

        assertThatThrownBy(() -> SecretFile.read(file, "all links change"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " has 5 bytes")
                .hasMessageContaining("delete it to make a new one (all links change)");
    }
}
