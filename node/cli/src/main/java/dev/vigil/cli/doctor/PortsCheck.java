package dev.vigil.cli.doctor;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the ports of the node are held by it, or free for it. */
final class PortsCheck implements Check {
    static final String NAME = "ports";
    private static final int PEER_PORT = 7741;
    private static final Pattern ADMIN = Pattern.compile("(?m)^admin:\\s*\"?([^\"\\s]+)\"?\\s*$");
    private final Surroundings here;

    PortsCheck(Surroundings here) {
        this.here = here;
    }

    /** What trying to listen showed. */
    enum State {
        FREE, HELD, NOT_HERE
    }

    /** One port, for example {@code TCP 10.0.0.1:7742}. */
    record Port(String what, State state) {}

    @Override
    public Finding look() {
        return judge(here.node().isPresent(), ports());
    }

    private List<Port> ports() {
        List<Port> ports = new ArrayList<>();
        Stream<String> peers = here.node().map(node -> node.paths().stream().map(Surroundings.NodePath::localAddress).distinct())
                .orElse(Stream.of("0.0.0.0:" + PEER_PORT));
        peers.flatMap(endpoint -> Addresses.parse(endpoint).stream()).forEach(address -> {
            ports.add(new Port("UDP " + text(address), udp(address)));
            ports.add(new Port("TCP " + text(address), tcp(address)));
        });
        here.node().map(Surroundings.Node::adminAddress).or(this::configuredAdministration).flatMap(Addresses::parse)
                .ifPresent(address -> ports.add(new Port("TCP " + text(address), tcp(address))));
        return ports;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    private Optional<String> configuredAdministration() {
        Path settings = here.home().resolve("conf").resolve("vigil.yaml");
        try {
            Matcher admin = ADMIN.matcher(Files.readString(settings, StandardCharsets.UTF_8));
            return admin.find() ? Optional.of(admin.group(1)) : Optional.empty();
        } catch (IOException notMadeYet) {
            return Optional.empty();
        }
    }

    private static State tcp(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return State.FREE;
        } catch (IOException e) {
            return refused(e);
        }
    }

    private static State udp(InetSocketAddress address) {
        try (DatagramSocket socket = new DatagramSocket(null)) {
            socket.bind(address);
            return State.FREE;
        } catch (SocketException e) {
            return refused(e);
        }
    }

    private static State refused(IOException e) {
        boolean isElsewhere = e instanceof BindException && String.valueOf(e.getMessage()).contains("assign");
        return isElsewhere ? State.NOT_HERE : State.HELD;
    }

    static Finding judge(boolean isNodeThere, List<Port> ports) {
        if (ports.stream().anyMatch(port -> port.state() == State.NOT_HERE)) {
            return Finding.fail(NAME, names(ports, State.NOT_HERE) + ": this machine has no such address.",
                    "Give the machine the address, or change the path or the administration.");
        }
        if (isNodeThere && ports.stream().anyMatch(port -> port.state() == State.FREE)) {
            return Finding.fail(NAME, "The node answers, and nobody listens on " + names(ports, State.FREE) + ".",
                    "Its log says why it could not: logs/vigil.log in its home.");
        }
        if (!isNodeThere && ports.stream().anyMatch(port -> port.state() == State.HELD)) {
            return Finding.fail(NAME, "No node answers, and " + names(ports, State.HELD) + " is taken.",
                    "ss -lntup (Windows: netstat -abn) shows by whom: end it, or a node that hangs.");
        }
        return Finding.ok(NAME, isNodeThere
                ? names(ports, State.HELD) + " are held by the node."
                : names(ports, State.FREE) + " are free for the node.");
    }

    private static String names(List<Port> ports, State state) {
        return ports.stream().filter(port -> port.state() == state).map(Port::what).collect(Collectors.joining(", "));
    }
}
