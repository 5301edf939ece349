package io.salesboard.board;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * The board's own certificate with its chain, and the key to it, both PEM.
 *
 * @param keys with one entry
 */
record Tls(KeyStore keys) {
    private static final String ENTRY = "board";
    private static final char[] IN_MEMORY_ONLY = new char[0];
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    /** @throws IllegalArgumentException naming the file that cannot be used */
    static Tls read(Path certificate, Path key) {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Certificate[] chain = factory.generateCertificates(
                            new ByteArrayInputStream(Files.readAllBytes(certificate)))
                    .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new IllegalArgumentException("setting 'tls-certificate': " + certificate + " has no certificate");
            }
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, IN_MEMORY_ONLY);
            keys.setKeyEntry(ENTRY, privateKey(key), IN_MEMORY_ONLY, chain);
            return new Tls(keys);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "cannot use the certificate " + certificate + " with the key " + key + ": " + e, e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file);
        String begin = "-----BEGIN PRIVATE KEY-----";
        int end = pem.indexOf("-----END PRIVATE KEY-----");
        if (!pem.contains(begin) || end < 0) {
            throw new IllegalArgumentException("setting 'tls-key': " + file + " is no unencrypted PKCS #8 key; make one"
                    + " with openssl pkcs8 -topk8 -nocrypt");
        }
        PKCS8EncodedKeySpec bytes = new PKCS8EncodedKeySpec(
                Base64.getMimeDecoder().decode(pem.substring(pem.indexOf(begin) + begin.length(), end)));
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(bytes);
            } catch (InvalidKeySpecException e) {
                continue; // of another algorithm
            }
        }
        throw new IllegalArgumentException(
                "setting 'tls-key': " + file + " is of none of the algorithms " + String.join(", ", ALGORITHMS));
    }

    Connector connector(Server server, HttpConfiguration http, String bindAddress, int port) {
        HttpConfiguration https = new HttpConfiguration(http);
        // The door compares names itself, and addresses are names here that no certificate has.
        https.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(keys);
        context.setKeyStorePassword(new String(IN_MEMORY_ONLY));
        context.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        ServerConnector connector = new ServerConnector(server, context, new HttpConnectionFactory(https));
        connector.setHost(bindAddress);
        connector.setPort(port);
        return connector;
    }
}
