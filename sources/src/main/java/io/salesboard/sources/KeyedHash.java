package io.salesboard.sources;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.connect.data.Schema;

/**
 * What is written instead of values that name a person: the HMAC of the value's text under the installation's secret, 64
 * hexadecimal digits. The same value has the same hash, and nobody without the secret finds the value by trying all. Not
 * thread-safe.
 */
final class KeyedHash {
    private static final String ALGORITHM = "HmacSHA256";

    /** The connectors' placeholder for a text that was not sent; readers must know it. */
    private static final String NOT_SENT = "unchanged\0value";

    private final Set<String> columns;
    private final Mac mac;

    private KeyedHash(Set<String> columns, Mac mac) {
        this.columns = Set.copyOf(columns);
        this.mac = mac;
    }

    static KeyedHash ofNothing() {
        return new KeyedHash(Set.of(), null);
    }

    /**
     * @param columns names such as {@code public.pos_order.customer_id}
     * @param secret not empty
     */
    static KeyedHash of(Set<String> columns, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return new KeyedHash(columns, mac);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** @param row schema of a row or of its key, named {@code <prefix>.<schema>.<table>.Value} or {@code .Key} */
    boolean isHashed(Schema row, String column) {
        if (row.name() == null) {
            return false;
        }
        String table = row.name().substring(row.name().indexOf('.') + 1).replaceFirst("\\.[^.]*$", "");
        return columns.contains(table + "." + column);
    }

    /** Of any number, text or truth; null stays null. */
    String write(Object value) {
        if (value == null || NOT_SENT.equals(value)) {
            return (String) value;
        }
        return HexFormat.of().formatHex(mac.doFinal(value.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
