package io.salesboard.local.launch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** What would make a start fail half-way, checked before anything starts. */
final class Preflight {
    /** A fresh demo takes about 700 MB; a day of simulated selling adds less than the rest. */
    static final long ROOM = 2L << 30;

    private Preflight() {}

    /** @throws LaunchException naming the port, who wants it and how to choose others */
    static void portsAreFree(Ports ports) throws LaunchException {
        for (Map.Entry<String, Integer> port : ports.byPart().entrySet()) {
            try (ServerSocket socket = new ServerSocket()) {
                // As the parts do: a port that only waits for its last connection to fade is free.
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getByName(Parts.HOST), port.getValue()));
            } catch (IOException e) {
                throw new LaunchException(
                        "port " + port.getValue() + " for " + port.getKey() + " is taken (" + e.getMessage()
                                + "); stop what listens there, or choose nine free ports in a row with --port N (now "
                                + ports.base() + ")",
                        e);
            }
        }
    }

    /** @throws LaunchException saying how much room there is and how much is needed */
    static void diskHasRoom(Path directory, long needed) throws LaunchException {
        // Not by Files.getFileStore, which wants a mount point and finds none in a change-rooted system.
        long free = directory.toFile().getUsableSpace();
        if (free < needed) {
            throw new LaunchException("the disk of " + directory + " has " + megabytes(free) + " MB free, not the "
                    + megabytes(needed) + " MB that are needed; make room, or choose another place with --data-dir");
        }
    }

    private static long megabytes(long bytes) {
        return bytes >> 20;
    }
}
