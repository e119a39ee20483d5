package dev.vigil.comm.trust;

import java.security.cert.X509Certificate;
import java.util.List;

/** What a node has when it belongs to a cluster, beside its own key: stored by {@link PkiFolder#store}. */
public record Membership(ClusterAuthority authority, X509Certificate certificate, ClusterKeys keys, String clusterName,
        List<String> addresses) {
    public Membership {
        addresses = List.copyOf(addresses);
    }
}
