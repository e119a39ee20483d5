package dev.vigil.comm.trust;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;

/** The links between nodes for Netty: TLS 1.3 only, certificates on both sides. Apart from {@link TlsContexts}, which needs no Netty. */
public final class NettyTls {
    private NettyTls() {}

    public static SslContext nodeServer(TlsContexts tls) {
        return build(SslContextBuilder.forServer(tls.keys()).clientAuth(ClientAuth.REQUIRE), tls);
    }

    public static SslContext nodeClient(TlsContexts tls) {
        return build(SslContextBuilder.forClient().keyManager(tls.keys()).endpointIdentificationAlgorithm(null), tls);
    }

    private static SslContext build(SslContextBuilder builder, TlsContexts tls) {
        try {
            return builder.sslProvider(SslProvider.JDK).protocols(TlsContexts.PROTOCOL).trustManager(tls.trustInNodes()).build();
        } catch (SSLException impossible) {
            throw new IllegalStateException("Netty cannot make a " + TlsContexts.PROTOCOL + " context", impossible);
        }
    }
}
