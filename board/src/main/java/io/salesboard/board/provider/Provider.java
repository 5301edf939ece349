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
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Asks the company's identity provider who somebody is: OpenID Connect, authorization code with PKCE, an ID token whose signature,
 * issuer, audience, age and nonce are checked.
 */
public final class Provider {
    private static final int TIMEOUT_MILLIS = (int) Duration.ofSeconds(10).toMillis();
    private static final int MAX_KEYS_BYTES = 256 * 1024;

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
    private OIDCProviderMetadata metadata;

    /** @param callback where it sends people back to */
    public Provider(ProviderSettings settings, URI callback) {
        this.settings = settings;
        this.callback = callback;
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
        return settings.account(claims(begun, code));
    }

    private Map<String, Object> claims(Begun begun, String code) throws ProviderException {
        try {
            HTTPRequest request = new TokenRequest.Builder(
                            metadata().getTokenEndpointURI(),
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
            return validator(token).validate(token, new Nonce(begun.nonce())).toJSONObject();
        } catch (GeneralException | BadJOSEException | JOSEException | IOException e) {
            throw new ProviderException("the identity provider " + settings.issuer() + " did not say who came back", e);
        }
    }

    private IDTokenValidator validator(JWT token) throws BadJOSEException, IOException, ProviderException {
        if (!(token.getHeader().getAlgorithm() instanceof JWSAlgorithm algorithm) || !SIGNATURES.contains(algorithm)) {
            throw new BadJOSEException(
                    "an ID token signed with " + token.getHeader().getAlgorithm());
        }
        return new IDTokenValidator(
                metadata().getIssuer(),
                new ClientID(settings.clientId()),
                algorithm,
                metadata().getJWKSetURI().toURL(),
                new DefaultResourceRetriever(TIMEOUT_MILLIS, TIMEOUT_MILLIS, MAX_KEYS_BYTES));
    }

    private String secret() throws IOException {
        return Files.readString(settings.clientSecretFile()).strip();
    }

    /** Asked for at the first sign-in, so that the board starts also while the provider is away. */
    private synchronized OIDCProviderMetadata metadata() throws ProviderException {
        if (metadata == null) {
            try {
                metadata = OIDCProviderMetadata.resolve(new Issuer(settings.issuer()), TIMEOUT_MILLIS, TIMEOUT_MILLIS);
            } catch (GeneralException | IOException e) {
                throw new ProviderException(
                        "the identity provider " + settings.issuer() + " does not describe itself", e);
            }
        }
        return metadata;
    }
}
