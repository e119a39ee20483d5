package dev.vigil.server.access;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Optional;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

import dev.vigil.comm.trust.ClusterAuthority;
import dev.vigil.comm.trust.Role;
import dev.vigil.comm.trust.SigningRequest;
import dev.vigil.comm.trust.Subject;
import dev.vigil.comm.trust.TrustFault;

/** What somebody shows to the administration: a bearer token, a client certificate or nothing. */
record Credential(Optional<String> token, SSLContext tls) {
    static Credential nothing(X509Certificate authority) {
        return new Credential(Optional.empty(), tls(new KeyManager[0], authority));
    }

    static Credential token(String token, X509Certificate authority) {
        return new Credential(Optional.of(token), tls(new KeyManager[0], authority));
    }

    /** A certificate that {@code signer} signs; {@code authority} is the one that the server must show. */
    static Credential certificate(ClusterAuthority signer, Role role, X509Certificate authority) throws TrustFault {
        KeyPair keys = keys();
        String name = role.word() + "-certificate";
        byte[] request = SigningRequest.make(new Subject(name, role.word()), keys);
        return of(keys, signer.signClient(request, name, role, Instant.now()), authority);
    }

    static Credential of(KeyPair keys, X509Certificate certificate, X509Certificate authority) {
        return new Credential(Optional.empty(), tls(new KeyManager[]{new Insisting(keys, certificate)}, authority));
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java makes no keys", e);
        }
    }

    private static SSLContext tls(KeyManager[] keys, X509Certificate authority) {
        try {
            SSLContext tls = SSLContext.getInstance("TLSv1.3");
            tls.init(keys, new TrustManager[]{new SignedBy(authority)}, null);
            return tls;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java knows no TLS 1.3", e);
        }
    }

    /** Shows its certificate whatever authorities the server would like. */
    private static final class Insisting extends X509ExtendedKeyManager {
        private static final String ALIAS = "own";
        private final KeyPair keys;
        private final X509Certificate certificate;

        Insisting(KeyPair keys, X509Certificate certificate) {
            this.keys = keys;
            this.certificate = certificate;
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            throw new IllegalStateException("a client only");
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[]{ALIAS};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return new X509Certificate[]{certificate};
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivate();
        }
    }

    /** Trusts whatever the authority signed, under any name: the certificate of a node names the node, not its address. */
    private static final class SignedBy extends X509ExtendedTrustManager {
        private final X509Certificate authority;

        SignedBy(X509Certificate authority) {
            this.authority = authority;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                chain[0].verify(authority.getPublicKey());
            } catch (GeneralSecurityException e) {
                throw new CertificateException("not signed by the cluster's authority", e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("a client only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
            throw new CertificateException("a client only");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
            throw new CertificateException("a client only");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[]{authority};
        }
    }
}
