package dev.vigil.distribution;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Each node in a network and process namespace of its own, joined by two bridges in a third namespace, where the client lives too.
 * Power-off takes both cables first, so that no farewell of the kernel reaches the peer.
 */
final class NamespaceHosts implements Hosts {
    private static final String PREFIX = "vigil-demo-";
    private static final String SWITCH = PREFIX + "switch";
    private static final int NETWORKS = 2;
    private static final int CLIENT = 9;
    private static final String FLOATING = "10.77.1.100";
    private final List<DemoNode> nodes;

    NamespaceHosts(List<DemoNode> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    static DemoNode node(String name, int number, Path folder) {
        return new DemoNode(name, number, folder, "10.77.1." + number, "10.77.2." + number);
    }

    /** Whether this machine lets us; tried, not guessed, since a container may forbid it even to root. */
    static boolean arePossible() {
        String trial = PREFIX + "trial";
        boolean isPossible = Commands.attempt(List.of("ip", "netns", "add", trial)).isDone() && Commands.attempt(
                List.of("ip", "netns", "exec", trial, "unshare", "--pid", "--fork", "--kill-child", "--mount-proc", "true"))
                .isDone();
        Commands.attempt(List.of("ip", "netns", "del", trial));
        return isPossible;
    }

    @Override
    public String describe() {
        return "Two nodes in network namespaces of this machine, two networks, and the floating address " + FLOATING + ".";
    }

    @Override
    public void make() {
        Commands.run(List.of("ip", "netns", "add", SWITCH));
        for (int network = 1; network <= NETWORKS; network++) {
            ip(SWITCH, "link add lan" + network + " type bridge forward_delay 0 mcast_snooping 0");
            ip(SWITCH, "link set lan" + network + " up");
            ip(SWITCH, "address add 10.77." + network + "." + CLIENT + "/24 dev lan" + network);
        }
        nodes.forEach(this::powerOn);
    }

    @Override
    public void powerOn(DemoNode node) {
        String host = PREFIX + node.name();
        Commands.run(List.of("ip", "netns", "add", host));
        ip(host, "link set lo up");
        for (int network = 1; network <= NETWORKS; network++) {
            String cable = node.name() + network;
            ip(SWITCH, "link add " + cable + " type veth peer name lan" + network + " netns " + host);
            ip(SWITCH, "link set " + cable + " master lan" + network + " up");
            ip(host, "address add 10.77." + network + "." + node.number() + "/24 dev lan" + network);
            ip(host, "link set lan" + network + " up");
        }
    }

    @Override
    public void unmake() {
        for (DemoNode node : nodes) {
            String host = PREFIX + node.name();
            Commands.Outcome pids = Commands.attempt(List.of("ip", "netns", "pids", host));
            if (pids.isDone()) {
                pids.text().lines().forEach(pid -> Commands.attempt(List.of("kill", "-KILL", pid.strip())));
            }
            Commands.attempt(List.of("ip", "netns", "del", host));
        }
        Commands.attempt(List.of("ip", "netns", "del", SWITCH));
    }

    @Override
    public List<String> on(DemoNode node, List<String> command) {
        return in(PREFIX + node.name(), command);
    }

    @Override
    public List<String> server(DemoNode node, List<String> command) {
        List<String> words = new ArrayList<>(List.of("setsid"));
        words.addAll(in(PREFIX + node.name(), List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc")));
        words.addAll(command);
        return words;
    }

    @Override
    public void powerOff(DemoNode node, long pid) {
        String host = PREFIX + node.name();
        for (int network = 1; network <= NETWORKS; network++) {
            ip(SWITCH, "link set " + node.name() + network + " down");
        }
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        Commands.run(List.of("ip", "netns", "del", host));
        for (int network = 1; network <= NETWORKS; network++) {
            Commands.attempt(List.of("ip", "-n", SWITCH, "link", "del", node.name() + network));
        }
    }

    @Override
    public Optional<FloatingAddress> floatingAddress() {
        return Optional.of(new FloatingAddress(FLOATING, "lan1", List.of("ip", "netns", "exec", SWITCH)));
    }

    private static List<String> in(String namespace, List<String> command) {
        List<String> words = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        words.addAll(command);
        return words;
    }

    private static void ip(String namespace, String words) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", namespace));
        command.addAll(List.of(words.split(" ")));
        Commands.run(command);
    }
}
