package io.salesboard.board.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Network addresses as numbers; names are never looked up. */
public final class Address {
    private static final byte[] NONE = new byte[0];
    private static final int FOUR_BYTES = 4;
    private static final int NETWORK_BYTES = 8;
    private static final Pattern FOUR =
            Pattern.compile("(BYTE\\.){3}BYTE".replace("BYTE", "(25[0-5]|2[0-4]\\d|1?\\d?\\d)"));
    private static final Pattern SIX = Pattern.compile("\\[?[0-9a-fA-F]*:[0-9a-fA-F:.]*]?");

    private Address() {}

    /** @throws IllegalArgumentException when the text is no address */
    static InetAddress parse(String text) {
        return find(text)
                .orElseThrow(
                        () -> new IllegalArgumentException("'" + text + "' is no address such as 10.0.0.7 or fd00::7"));
    }

    private static Optional<InetAddress> find(String text) {
        if (!FOUR.matcher(text).matches() && !SIX.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty(); // colons alone make no address
        }
    }

    /** Whether a text is an address and one of the machine itself. */
    static boolean isLoopback(String text) {
        return find(text).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** What an address is counted by: itself, of IPv6 the first 64 bits, which one network has to itself. */
    static String network(String text) {
        byte[] bytes = find(text).map(InetAddress::getAddress).orElse(NONE);
        if (bytes.length <= FOUR_BYTES) {
            return text;
        }
        Arrays.fill(bytes, NETWORK_BYTES, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(text + " has " + bytes.length + " bytes", e);
        }
    }

    /** Whether who listens at an address, or by a name, is heard on this machine only. */
    public static boolean listensToLoopbackOnly(String bindAddress) {
        return bindAddress.equals("localhost") || isLoopback(bindAddress);
    }

    /** Addresses that begin with the same bits: {@code 172.16.0.0/12}, or a single one. */
    record Range(InetAddress first, int bits) {

        static Range of(String text) {
            int slash = text.indexOf('/');
            InetAddress first = parse(slash < 0 ? text : text.substring(0, slash));
            int most = first.getAddress().length * Byte.SIZE;
            int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
            if (bits < 1 || bits > most) {
                throw new IllegalArgumentException("'" + text + "' is no range of addresses such as 172.16.0.0/12");
            }
            return new Range(first, bits);
        }

        static List<Range> list(String text) {
            return Arrays.stream(text.split(","))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .map(Range::of)
                    .toList();
        }

        boolean contains(String address) {
            byte[] mine = first.getAddress();
            byte[] other = find(address).map(InetAddress::getAddress).orElse(NONE);
            if (mine.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((mine[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** The name in a {@code Host} header or an origin, without the port. */
    static String host(String hostAndPort) {
        int colon = hostAndPort.lastIndexOf(':');
        boolean port = colon > hostAndPort.lastIndexOf(']');
        return (port ? hostAndPort.substring(0, colon) : hostAndPort).toLowerCase(Locale.ROOT);
    }
}
