package io.salesboard.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.salesboard.stack.Stack;
import io.salesboard.testdatabases.TestDatabases;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code ./salesboard verify} exits with, and what it says on the console. */
class VerifyCommandTest {
    @TempDir
    static Path directory;

    private static TestDatabases databases;
    private static FakeBoard board;
    private static Stack stack;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() throws Exception {
        databases = TestDatabases.start();
        TinyHistory.load(databases);
        board = new FakeBoard(TinyHistory.stack(databases, "-", directory), TinyHistory.NOW, TinyHistory.ENTITIES);
        stack = TinyHistory.stack(databases, board.address(), directory);
    }

    @AfterAll
    static void stop() {
        board.close();
        databases.close();
    }

    @BeforeEach
    void boardIsRight() throws IOException {
        board.beRight();
        stack.write(directory);
    }

    private int execute(String... arguments) {
        return new CommandLine(new VerifyCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    @Test
    void exitsWithZeroOnNoDifferenceAndShowsHowFarItIs() {
        assertThat(execute("--data-dir", directory.toString())).isZero();
        assertThat(out.toString()).containsPattern("(\\S+) of \\1 questions: \\S+ cells compared, 0 different");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void exitsWithOneOnADifference() {
        board.altered.put("company/company/now/K36.open", BigDecimal.ONE);

        assertThat(execute("--data-dir", directory.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("different: K36.open of company company");
    }

    @Test
    void exitsWithTwoWhereNoStackRuns() {
        assertThat(execute("--data-dir", directory.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains("no stack is running on");
    }

    @Test
    void exitsWithTwoWhereNoBoardAnswers() throws Exception {
        TinyHistory.stack(databases, "http://127.0.0.1:1", directory).write(directory);

        assertThat(execute("--data-dir", directory.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("no board answers at http://127.0.0.1:1");
    }

    @Test
    void exitsWithTwoWhereTheBoardAsksWhoOneIs() {
        board.key = "secret";

        assertThat(execute("--data-dir", directory.toString())).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("answered 401", "sign in first", "name a file with a key: --key-file");
    }

    @Test
    void comesWithTheKeyThatTheStackOrTheOptionNames() throws Exception {
        board.key = "secret";
        board.lsn = () -> 0; // it gets as far as to see that the board is behind
        Path key = Files.writeString(directory.resolve("board.key"), "secret\n");

        assertThat(execute("--data-dir", directory.toString(), "--timeout", "0", "--key-file", key.toString()))
                .isEqualTo(3);

        stack.openedBy(key).write(directory);
        assertThat(execute("--data-dir", directory.toString(), "--timeout", "0"))
                .isEqualTo(3);
    }

    @Test
    void exitsWithTwoWhereTheFileHoldsNoKey() {
        Path none = directory.resolve("none.key");

        assertThat(execute("--data-dir", directory.toString(), "--key-file", none.toString()))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(none.toString());
    }

    @Test
    void exitsWithTwoWhenCalledWrongly() {
        assertThat(execute("--timeout", "soon")).isEqualTo(2);
    }

    @Test
    void exitsWithThreeAndOneSentenceWhenItCouldNotCompare() {
        board.lsn = () -> 0;

        assertThat(execute("--data-dir", directory.toString(), "--timeout", "0"))
                .isEqualTo(3);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("verify: could not compare: the board is behind the log of pos");
    }

    @Test
    void exitsWithThreeWhenADatabaseCannotBeReached() throws Exception {
        Stack.Database gone = new Stack.Database(
                "jdbc:postgresql://127.0.0.1:1/crm", "postgres", stack.crm().passwordFile());
        new Stack(
                        stack.board(),
                        "-",
                        "-",
                        "-",
                        "-",
                        stack.pos(),
                        gone,
                        stack.zone(),
                        stack.currency(),
                        stack.clock(),
                        stack.opens(),
                        stack.closes(),
                        stack.parts(),
                        "-",
                        null)
                .write(directory);

        assertThat(execute("--data-dir", directory.toString())).isEqualTo(3);
        assertThat(err.toString().lines()).singleElement().asString().contains("the session with crm failed");
    }
}
