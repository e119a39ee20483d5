package dev.vigil.comm.trust;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;

/**
 * The links between nodes for Netty: TLS 1.3 only, certificates on both sides. Apart from {@link TlsContexts}, which needs no Netty.
 *
 * <p>Netty's own builder is not asked: its context of a server tries out, once, how a trust manager is wrapped, and loads all of Bouncy
 * Castle for it, 770 classes and 10 MB of an idle node.
 */
public final class NettyTls {
    private NettyTls() {}

    public static SslContext nodeServer(TlsContexts tls) {
        return context(tls, false, ClientAuth.REQUIRE);
    }

    /** Who the other side is stands in its certificate, whatever its address: names of hosts are not compared. */
    public static SslContext nodeClient(TlsContexts tls) {
        return context(tls, true, ClientAuth.NONE);
    }

    private static SslContext context(TlsContexts tls, boolean isClient, ClientAuth auth) {
        return new JdkSslContext(tls.nodeLink(), isClient, null, IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED, auth, new String[]{TlsContexts.PROTOCOL}, false);
    }
}
