package io.salesboard.local.launch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a stack: nine in a row.
 *
 * @param base port of the board, and the first of them
 */
public record Ports(int base) {
    private static final int COUNT = 9;

    public Ports {
        if (base < 1024 || base > 65536 - COUNT) {
            throw new IllegalArgumentException("--port " + base + " is not from 1024 to " + (65536 - COUNT)
                    + "; the stack takes " + COUNT + " ports from it on");
        }
    }

    /** As somebody named the first of them. */
    static Ports from(int base) throws LaunchException {
        try {
            return new Ports(base);
        } catch (IllegalArgumentException e) {
            throw new LaunchException(e.getMessage(), e);
        }
    }

    public int board() {
        return base;
    }

    public int flink() {
        return base + 1;
    }

    public int connect() {
        return base + 2;
    }

    public int registry() {
        return base + 3;
    }

    public int kafka() {
        return base + 4;
    }

    public int kafkaController() {
        return base + 5;
    }

    public int postgres() {
        return base + 6;
    }

    public int alertmanager() {
        return base + 7;
    }

    public int prometheus() {
        return base + 8;
    }

    /** Each part's name with its port. */
    public Map<String, Integer> byPart() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("board", board());
        ports.put("flink", flink());
        ports.put("connect", connect());
        ports.put("registry", registry());
        ports.put("kafka", kafka());
        ports.put("kafka's controller", kafkaController());
        ports.put("postgres", postgres());
        ports.put("alertmanager", alertmanager());
        ports.put("prometheus", prometheus());
        return ports;
    }
}
