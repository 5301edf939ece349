package io.salesboard.bench;

/** What a measurement ran on. */
final class Machine {
    private Machine() {}

    static String text() {
        return Runtime.getRuntime().availableProcessors() + " processors, Java " + Runtime.version() + ", "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch");
    }
}
