package io.salesboard.local.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private long seconds;

    private Console console(boolean pretty) {
        return new Console(new PrintStream(out, true, StandardCharsets.UTF_8), pretty, () -> seconds * 1_000_000_000);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8)
                .replace("\r\u001b[K", "<clear>")
                .replace("\u001b[?7l", "")
                .replace("\u001b[?7h", "");
    }

    @Test
    void progressIsOneLineOfATerminalThatTheNextThingTakesThePlaceOf() {
        Console console = console(true);
        console.progress("pos 1 rows");
        console.progress("pos 2 rows");
        console.say("live");
        console.say("more");

        assertThat(said()).isEqualTo("  pos 1 rows<clear>  pos 2 rows<clear>live\nmore\n");
    }

    @Test
    void progressIsGoneFromATerminalWhenThereIsNothingMoreToSay() {
        Console console = console(true);
        console.progress("pos 1 rows");
        console.progress("");
        console.progress("");
        console.say("live");

        assertThat(said()).isEqualTo("  pos 1 rows<clear>live\n");
    }

    @Test
    void progressIsALineEveryFiveSecondsElsewhere() {
        Console console = console(false);
        for (seconds = 0; seconds <= 11; seconds++) {
            console.progress("pos " + seconds + " rows");
            console.progress("");
        }

        assertThat(said()).isEqualTo("  pos 0 rows\n  pos 5 rows\n  pos 10 rows\n");
    }
}
