package io.salesboard.capture;

import io.salesboard.core.settings.Settings;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Has a database read again in a deployment: {@code ReadAgainMain <settings file> pos|crm}. */
public final class ReadAgainMain {
    private ReadAgainMain() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, System.out));
    }

    private static int run(String[] args, PrintStream out) throws InterruptedException {
        if (args.length != 2 || !Source.NAMES.contains(args[1])) {
            out.println("error: give the path of the capture watch's settings file and one of " + Source.NAMES);
            return 2;
        }
        try {
            CaptureSettings settings = Settings.read(Path.of(args[0]), CaptureSettings.class);
            try (Notebook notebook = new Notebook(settings.bootstrapServers(), settings.registry())) {
                new ReadAgainRequest(notebook, args[1], out::println).run("an operator asked for it");
                return 0;
            }
        } catch (IOException | IllegalArgumentException e) {
            out.println("error: " + e.getMessage());
            return 1;
        }
    }
}
