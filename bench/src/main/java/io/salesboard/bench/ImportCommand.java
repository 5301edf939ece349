package io.salesboard.bench;

import io.salesboard.stack.Stack;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./salesboard bench import}: how fast a shop's history comes to the board. */
@Command(
        name = "import",
        description = {
            "Inserts orders of the last ninety days, each with four lines, first many in one commit and then more in many"
                    + " commits, and measures until the board's figures equal SQL over the tables, the processor time of"
                    + " each part per row, and how old the other database's figures become meanwhile. The orders are"
                    + " removed in the end."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = BenchRun.COULD_NOT_MEASURE,
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {"0:the board came to equal the database", "2:there is no stack, or it could not be measured"})
public final class ImportCommand extends BenchRun {
    @Option(
            names = "--one-commit",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Rows inserted in one commit; default ${DEFAULT-VALUE}.")
    private int oneCommit;

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "500000",
            description = "Rows inserted in commits of 1,000; default ${DEFAULT-VALUE}.")
    private int manyCommits;

    @Override
    void check() {
        if (oneCommit < ImportBench.ROWS_AN_ORDER || manyCommits < ImportBench.ROWS_A_COMMIT) {
            refuse("--one-commit must be at least " + ImportBench.ROWS_AN_ORDER + ", --commits at least "
                    + ImportBench.ROWS_A_COMMIT);
        }
    }

    @Override
    int measure(Stack stack, PrintWriter out) throws IOException, SQLException, InterruptedException {
        try (ImportBench bench = ImportBench.open(stack)) {
            out.println(bench.load("in one commit", oneCommit, oneCommit));
            out.flush();
            out.println(
                    bench.load("in commits of " + ImportBench.ROWS_A_COMMIT, manyCommits, ImportBench.ROWS_A_COMMIT));
            out.println(Machine.text());
            out.println("removing what was inserted");
            out.flush();
        }
        return 0;
    }
}
