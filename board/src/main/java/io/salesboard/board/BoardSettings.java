package io.salesboard.board;

import io.salesboard.board.door.Surroundings;
import io.salesboard.board.provider.Provider;
import io.salesboard.board.provider.ProviderSettings;
import io.salesboard.core.settings.Settings;
import io.salesboard.core.time.BusinessCalendar;
import io.salesboard.core.time.BusinessClock;
import io.salesboard.figures.Company;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Settings of the board.
 *
 * @param bindAddress address to listen on; loopback unless told
 * @param port port to listen on
 * @param bootstrapServers Kafka brokers, {@code host:port,...}
 * @param registry schema registry, up to the root of its Confluent-compatible API
 * @param zone the business's time zone
 * @param currency base currency of all money
 * @param businessClock {@code real} or {@code <wall start>/<business start>/<speed>}, as the job has it
 * @param opens when a working day starts
 * @param closes when it ends
 * @param accountsDir where accounts, sessions and the audit log are kept; made where it is missing
 * @param publicUrl address people open, where it is not this machine's own
 * @param tlsCertificate certificate with its chain, PEM; null where a proxy encrypts, or nobody
 * @param tlsKey the key to it, PEM
 * @param proxy addresses of who encrypts in front of the board, {@code 10.0.0.7,172.16.0.0/12}
 * @param identityProvider settings file of the company's identity provider; null where links are the only way in
 * @param companyName name of the company's row
 * @param alertmanagers addresses of the Alertmanagers that are told of alerts, {@code http://host:9093,...}; none unless told
 * @param maxExportedReps how many reps, and how many products, get Prometheus series of their own
 * @param maxStreamClients how many streams may be open
 * @param maxStreamViews how many different views they may show
 * @param maxStreamsPerAddress how many streams one address may have open; through a proxy, that of who asks it
 * @param maxConnectionsPerAddress how many connections one address may have open; a proxy's are not counted
 */
public record BoardSettings(
        String bindAddress,
        Integer port,
        String bootstrapServers,
        URI registry,
        ZoneId zone,
        Currency currency,
        String businessClock,
        LocalTime opens,
        LocalTime closes,
        Path accountsDir,
        URI publicUrl,
        Path tlsCertificate,
        Path tlsKey,
        String proxy,
        Path identityProvider,
        String companyName,
        String alertmanagers,
        Integer maxExportedReps,
        Integer maxStreamClients,
        Integer maxStreamViews,
        Integer maxStreamsPerAddress,
        Integer maxConnectionsPerAddress) {

    public BoardSettings {
        bindAddress = Objects.requireNonNullElse(bindAddress, "127.0.0.1");
        port = Objects.requireNonNullElse(port, 8080);
        require("bootstrap-servers", bootstrapServers, "127.0.0.1:9092");
        require("registry", registry, "http://127.0.0.1:8083/apis/ccompat/v7");
        zone = Objects.requireNonNullElse(zone, ZoneId.of("Asia/Ho_Chi_Minh"));
        currency = Objects.requireNonNullElse(currency, Currency.getInstance("VND"));
        businessClock = Objects.requireNonNullElse(businessClock, "real");
        opens = Objects.requireNonNullElse(opens, LocalTime.of(8, 0));
        closes = Objects.requireNonNullElse(closes, LocalTime.of(22, 0));
        require("accounts-dir", accountsDir, "accounts");
        companyName = Objects.requireNonNullElse(companyName, "Công ty");
        alertmanagers = Objects.requireNonNullElse(alertmanagers, "");
        alertmanagerAddresses(alertmanagers);
        maxExportedReps = Objects.requireNonNullElse(maxExportedReps, 200);
        maxStreamClients = Objects.requireNonNullElse(maxStreamClients, 1000);
        maxStreamViews = Objects.requireNonNullElse(maxStreamViews, 500);
        maxStreamsPerAddress = Objects.requireNonNullElse(maxStreamsPerAddress, 300);
        maxConnectionsPerAddress = Objects.requireNonNullElse(maxConnectionsPerAddress, 500);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("setting 'port': " + port + " is not between 0 and 65535");
        }
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("setting 'opens': " + opens + " is not before 'closes': " + closes);
        }
        if ((tlsCertificate == null) != (tlsKey == null)) {
            throw new IllegalArgumentException(
                    "settings 'tls-certificate' and 'tls-key' belong together; one is missing");
        }
        if (publicUrl != null && publicUrl.getAuthority() == null) {
            throw new IllegalArgumentException(
                    "setting 'public-url': " + publicUrl + " is no address such as https://sales.example.com");
        }
        if (identityProvider != null && publicUrl == null) {
            throw new IllegalArgumentException(
                    "setting 'public-url' is missing; the identity provider sends people back there");
        }
        if (proxy != null) {
            Surroundings.requireAddresses(proxy);
        }
        requireNotNegative("max-exported-reps", maxExportedReps);
        requireNotNegative("max-stream-clients", maxStreamClients);
        requireNotNegative("max-stream-views", maxStreamViews);
        requireNotNegative("max-streams-per-address", maxStreamsPerAddress);
        if (maxConnectionsPerAddress < 1) {
            throw new IllegalArgumentException("setting 'max-connections-per-address': " + maxConnectionsPerAddress
                    + " is not above 0; nobody could ask the board anything");
        }
        BusinessClock.parse(businessClock);
    }

    private static void requireNotNegative(String key, int value) {
        if (value < 0) {
            throw new IllegalArgumentException("setting '" + key + "': " + value + " is negative");
        }
    }

    private static void require(String key, Object value, String example) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("setting '" + key + "' is missing; give one such as " + example);
        }
    }

    /** Where these settings put the board in the network. */
    public Surroundings surroundings() {
        return Surroundings.of(bindAddress, tlsCertificate != null, publicUrl, proxy);
    }

    /** The company's identity provider, or null. */
    public Provider provider() {
        return identityProvider == null
                ? null
                : new Provider(
                        Settings.read(identityProvider, ProviderSettings.class),
                        URI.create(address() + "/sign-in/callback"),
                        Clock.systemUTC());
    }

    /** The address links begin with. */
    public String address() {
        return publicUrl != null
                ? publicUrl.toString().replaceAll("/+$", "")
                : (tlsCertificate == null ? "http://" : "https://") + bindAddress + ":" + port;
    }

    /** The Alertmanagers that are told of alerts. */
    public List<URI> alertmanagerAddresses() {
        return alertmanagerAddresses(alertmanagers);
    }

    private static List<URI> alertmanagerAddresses(String text) {
        List<URI> addresses = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            if (!one.isBlank()) {
                addresses.add(address(one.strip()));
            }
        }
        return addresses;
    }

    private static URI address(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "setting 'alertmanagers': '" + text + "' is no address: " + e.getMessage(), e);
        }
        if (address.getHost() == null || !Set.of("http", "https").contains(String.valueOf(address.getScheme()))) {
            throw new IllegalArgumentException(
                    "setting 'alertmanagers': '" + text + "' is no address such as http://127.0.0.1:9093");
        }
        return address;
    }

    /** The business these settings describe, on the machine's clock. */
    public Company business() {
        return new Company(
                companyName,
                new BusinessCalendar(zone),
                opens,
                closes,
                currency,
                BusinessClock.parse(businessClock),
                Clock.systemUTC());
    }
}
