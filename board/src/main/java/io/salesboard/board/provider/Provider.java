package io.salesboard.board.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.salesboard.board.door.Account;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Asks the company's identity provider who somebody is: OpenID Connect, authorization code with PKCE, an ID token whose signature,
 * issuer, audience, age and nonce are checked.
 *
 * <p>Anybody can make the board ask: only few wait for its answer at once, so that a provider that is silent does not take the threads
 * that everybody is served by.
 */
public final class Provider {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int MAX_KEYS_BYTES = 256 * 1024;
    private static final int ASKING_AT_ONCE = 4;

    /** For how long it is not asked again to describe itself after it did not. */
    private static final Duration LEFT_ALONE = Duration.ofSeconds(10);

    /** Signatures that only the provider can make: with a shared secret, or none, others could too. */
    private static final Set<JWSAlgorithm> SIGNATURES = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384);

    private final ProviderSettings settings;
    private final URI callback;
    private final Clock clock;
    private final Semaphore asking = new Semaphore(ASKING_AT_ONCE);
    private volatile OIDCProviderMetadata metadata;
    private volatile Instant leftAloneUntil = Instant.MIN;

    /** @param callback where it sends people back to */
    public Provider(ProviderSettings settings, URI callback, Clock clock) {
        this.settings = settings;
        this.callback = callback;
        this.clock = clock;
    }

    /** What one sign-in needs to be recognised when it comes back. */
    public record Begun(String state, String nonce, String verifier) {
        static Begun anew() {
            return new Begun(new State().getValue(), new Nonce().getValue(), new CodeVerifier().getValue());
        }
    }

    /** The address a browser goes to. */
    URI ask(Begun begun) throws ProviderException {
        return new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile"), new ClientID(settings.clientId()), callback)
                .endpointURI(metadata().getAuthorizationEndpointURI())
                .state(new State(begun.state()))
                .nonce(new Nonce(begun.nonce()))
                .codeChallenge(new CodeVerifier(begun.verifier()), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    /** Who it says came back. */
    Account account(Begun begun, String code) throws ProviderException {
        OIDCProviderMetadata there = metadata();
        beginAsking();
        try {
            return settings.account(claims(there, begun, code));
        } finally {
            asking.release();
        }
    }

    private Map<String, Object> claims(OIDCProviderMetadata there, Begun begun, String code) throws ProviderException {
        try {
            HTTPRequest request = new TokenRequest.Builder(
                            there.getTokenEndpointURI(),
                            new ClientSecretBasic(new ClientID(settings.clientId()), new Secret(secret())),
                            new AuthorizationCodeGrant(
                                    new AuthorizationCode(code), callback, new CodeVerifier(begun.verifier())))
                    .build()
                    .toHTTPRequest();
            request.setConnectTimeout(TIMEOUT_MILLIS);
            request.setReadTimeout(TIMEOUT_MILLIS);
            TokenResponse answer = OIDCTokenResponseParser.parse(request.send());
            if (!(answer instanceof OIDCTokenResponse tokens)) {
                throw new GeneralException(answer.toErrorResponse().getErrorObject());
            }
            JWT token = tokens.getOIDCTokens().getIDToken();
            return validator(there, token)
                    .validate(token, new Nonce(begun.nonce()))
                    .toJSONObject();
        } catch (GeneralException | BadJOSEException | JOSEException | IOException e) {
            throw new ProviderException("the identity provider " + settings.issuer() + " did not say who came back", e);
        }
    }

    private IDTokenValidator validator(OIDCProviderMetadata there, JWT token) throws BadJOSEException, IOException {
        if (!(token.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm) || !SIGNATURES.contains(algorithm)) {
            throw new BadJOSEException(
                    "an ID token signed with " + token.getHeader().getAlgorithm());
        }
        return new IDTokenValidator(
                there.getIssuer(),
                new ClientID(settings.clientId()),
                algorithm,
                there.getJWKSetURI().toURL(),
                new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_KEYS_BYTES));
    }

    private String secret() throws IOException {
        return Files.readString(settings.clientSecretFile()).strip();
    }

    /** Asked for at the first sign-in, so that the board starts also while the provider is away. */
    private OIDCProviderMetadata metadata() throws ProviderException {
        OIDCProviderMetadata known = metadata;
        if (known != null) {
            return known;
        }
        if (clock.instant().isBefore(leftAloneUntil)) {
            throw new ProviderException("the identity provider " + settings.issuer()
                    + " did not describe itself a moment ago, and is asked again in some seconds");
        }
        beginAsking();
        try {
            known = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            metadata = known;
            return known;
        } catch (GeneralException | IOException e) {
            leftAloneUntil = clock.instant().plus(LEFT_ALONE);
            throw new ProviderException("the identity provider " + settings.issuer() + " does not describe itself", e);
        } finally {
            asking.release();
        }
    }

    /** Takes one of the few places; nobody waits for one. */
    private void beginAsking() throws ProviderException {
        if (!asking.tryAcquire()) {
            throw new ProviderException("the identity provider " + settings.issuer() + " has not yet answered "
                    + ASKING_AT_ONCE + " others");
        }
    }
}
