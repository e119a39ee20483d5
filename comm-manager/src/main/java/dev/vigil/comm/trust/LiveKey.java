package dev.vigil.comm.trust;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows the identity of the moment in every handshake, whatever authorities the peer names: if it does not trust ours, it says so. */
final class LiveKey extends X509ExtendedKeyManager {
    private final LiveIdentity identity;

    LiveKey(LiveIdentity identity) {
        this.identity = identity;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return identity.byAlias(alias).map(NodeIdentity::key).orElse(null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return identity.byAlias(alias).map(found -> found.chain().toArray(new X509Certificate[0])).orElse(null);
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return keyType.startsWith("EC") ? alias() : null;
    }

    @Override
    public String chooseEngineClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias();
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keyType.startsWith("EC") ? alias() : null;
    }

    @Override
    public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[]{alias()};
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return new String[]{alias()};
    }

    private String alias() {
        return LiveIdentity.alias(identity.current());
    }
}
