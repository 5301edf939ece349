package io.salesboard.local.launch;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Takes stack traces out of text that people read; what each exception said stays. */
final class StackTraces {
    /** Also in the middle of a line: some parts give a trace as one piece of text. */
    private static final Pattern FRAME =
            Pattern.compile("(?:^|\\s+)at [^\\s()]+\\((?:[\\w$-]+\\.(?:java|scala|kt)(?::\\d+)?"
                    + "|Native Method|Unknown Source|<generated>)\\)(?: ~?\\[[^\\]]*])?");

    private static final Pattern MORE = Pattern.compile("^\\s*\\.\\.\\. \\d+ (?:more|common frames omitted).*");
    private static final Pattern CAUSE = Pattern.compile("^\\s*(?:Caused by|Wrapped by): ");
    private static final Pattern OTHER = Pattern.compile("^\\s*(?:Suppressed: |Exception in thread \"[^\"]*\" )");
    private static final Pattern PACKAGE = Pattern.compile("^(because of )?(?:\\w+\\.)+([A-Z][\\w$]*)(?=:|$)");

    private StackTraces() {}

    /** The text without its frames, and without lines in which nothing is left. */
    static String without(String text) {
        if (text.isBlank()) {
            return text;
        }
        return text.lines()
                .map(StackTraces::line)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private static String line(String line) {
        String rest = MORE.matcher(FRAME.matcher(line).replaceAll("")).replaceAll("");
        rest = OTHER.matcher(CAUSE.matcher(rest).replaceFirst("because of ")).replaceFirst("");
        return PACKAGE.matcher(rest).replaceFirst("$1$2");
    }
}
