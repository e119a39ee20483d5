package dev.vigil.kits.ip;

/** The same with IPv6. Run by {@link IpKitTest}. */
final class MoreOfIp6InNamespace extends MoreOfIpInNamespace {
    @Override
    NetworkBench.Family family() {
        return NetworkBench.Family.IPV6;
    }
}
