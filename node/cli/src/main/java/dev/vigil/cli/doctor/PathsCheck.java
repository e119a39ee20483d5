package dev.vigil.cli.doctor;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether the paths to each peer break together: over one interface or in one network they do. */
final class PathsCheck implements Check {
    static final String NAME = "paths";
    private final Surroundings here;

    PathsCheck(Surroundings here) {
        this.here = here;
    }

    /** A path to a peer and where its own end is. */
    record Way(String path, String peer, String interfaceName, String network) {}

    @Override
    public Finding look() {
        if (here.node().isEmpty()) {
            return Finding.warn(NAME, "Not looked at: no node answers here.", "vigil start starts it; then ask again.");
        }
        return judge(here.node().get().paths().stream().map(PathsCheck::way).toList());
    }

    private static Way way(Surroundings.NodePath path) {
        Optional<Addresses.Place> place = Addresses.parse(path.localAddress()).map(InetSocketAddress::getAddress)
                .flatMap(Addresses::place);
        return new Way(path.name(), path.peer(), place.map(Addresses.Place::interfaceName).orElse(""),
                place.map(Addresses.Place::network).orElse(""));
    }

    static Finding judge(List<Way> ways) {
        Map<String, List<Way>> byPeer = new TreeMap<>();
        ways.forEach(way -> byPeer.computeIfAbsent(way.peer(), peer -> new ArrayList<>()).add(way));
        List<String> troubles = new ArrayList<>();
        byPeer.forEach((peer, all) -> trouble(peer, all).ifPresent(troubles::add));
        if (!troubles.isEmpty()) {
            return Finding.warn(NAME, String.join(" ", troubles),
                    "Two networks with nothing in common (interface, switch, cable) keep one fault from looking like a dead node.");
        }
        return Finding.ok(NAME, byPeer.isEmpty()
                ? "There is no peer, so there are no paths."
                : "Each of " + byPeer.size() + " peers is reached over networks of their own: " + ways.size() + " paths.");
    }

    private static Optional<String> trouble(String peer, List<Way> all) {
        Optional<Way> lost = all.stream().filter(way -> way.interfaceName().isEmpty()).findFirst();
        if (lost.isPresent()) {
            return Optional
                    .of("The own end of path " + lost.get().path() + " to " + peer + " is on no interface of this machine.");
        }
        if (all.size() == 1) {
            return Optional.of("There is one path to " + peer + ".");
        }
        long interfaces = all.stream().map(Way::interfaceName).distinct().count();
        long networks = all.stream().map(Way::network).distinct().count();
        if (interfaces < all.size()) {
            return Optional.of(
                    all.size() + " paths to " + peer + " use " + interfaces + " interface" + (interfaces == 1 ? "" : "s") + ".");
        }
        return networks < all.size()
                ? Optional
                        .of(all.size() + " paths to " + peer + " use " + networks + " network" + (networks == 1 ? "" : "s") + ".")
                : Optional.empty();
    }
}
