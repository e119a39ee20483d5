package dev.vigil.admin;

import java.util.Optional;

import javax.net.ssl.SSLSession;

import org.jspecify.annotations.Nullable;

import dev.vigil.comm.trust.Caller;
import dev.vigil.comm.trust.TlsContexts;
import dev.vigil.comm.trust.Tokens;

/** Who asks: by the certificate of the connection, else by a bearer token. */
final class Authentication {
    private static final String BEARER = "Bearer ";

    private final Tokens tokens;

    Authentication(Tokens tokens) {
        this.tokens = tokens;
    }

    Optional<Caller> callerOf(@Nullable SSLSession session, @Nullable String authorization) {
        if (authorization != null && authorization.startsWith(BEARER)) {
            return tokens.callerOf(authorization.substring(BEARER.length()).strip());
        }
        return session == null ? Optional.empty() : TlsContexts.peerCaller(session);
    }

    static AdminRefusal nobody() {
        return new AdminRefusal(AdminRefusal.Code.UNAUTHENTICATED,
                "This call needs a token or a client certificate that this cluster knows.",
                "On the node itself: vigil reads pki/admin.token. Elsewhere: vigil --credentials FILE, or VIGIL_CREDENTIALS.");
    }
}
