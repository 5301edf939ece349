package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
    @TempDir
    Path directory;

    @Test
    void namesATakenPortWhoWantsItAndHowToChooseOthers() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ports ports = new Ports(other.getLocalPort() - 2);

            assertThatThrownBy(() -> Preflight.portsAreFree(ports))
                    .isInstanceOf(LaunchException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " for connect is taken")
                    .hasMessageContaining("--port");
        }
    }

    @Test
    void refusesAFullDiskWithBothSizes() {
        assertThatThrownBy(() -> Preflight.diskHasRoom(directory, Long.MAX_VALUE))
                .isInstanceOf(LaunchException.class)
                .hasMessageContaining(" MB free, not the ")
                .hasMessageContaining("--data-dir");
        assertThatCode(() -> Preflight.diskHasRoom(directory, 1)).doesNotThrowAnyException();
    }

    @Test
    void refusesPortsThatDoNotExist() {
        assertThatThrownBy(() -> new Ports(65_528)).hasMessageContaining("--port 65528 is not from 1024 to 65527");
        assertThatCode(() -> new Ports(65_527)).doesNotThrowAnyException();
    }
}
