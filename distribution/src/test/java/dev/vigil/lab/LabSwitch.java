package dev.vigil.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * The two bridges between the hosts, as a namespace of their own, with everything that may go wrong between two cables.
 * Rules live in nftables' bridge family; each change replaces all of them in one transaction. Used by one thread at a time.
 */
public final class LabSwitch implements AutoCloseable {
    private final String namespace;
    private final SwitchConsole console;
    private final List<String> rules = new ArrayList<>();

    LabSwitch(LabId id) {
        namespace = id.namespace("sw");
        Command.run("ip", "netns", "add", namespace);
        console = new SwitchConsole(namespace);
        for (Lan lan : Lan.values()) {
            console.run(List.of("link add " + lan.bridge() + " type bridge stp_state 0 forward_delay 0",
                    "link set " + lan.bridge() + " up"));
        }
        nft("add table bridge lab\nadd chain bridge lab forward { type filter hook forward priority 0; policy accept; }\n");
    }

    /** Lays a cable from the switch to {@code device} in another namespace. */
    void plug(String port, Lan lan, String peerNamespace, String device) {
        Command.run("ip", "-netns", namespace, "link", "add", port, "type", "veth", "peer", "name", device, "netns",
                peerNamespace);
        console.run(List.of("link set " + port + " master " + lan.bridge(), "link set " + port + " up"));
    }

    void unplug(String port) {
        console.run(List.of("link del " + port));
    }

    /** The frames of these ports go nowhere from now on, and nobody is told: the first half of a power-off. */
    void silence(List<String> ports) {
        console.run(ports.stream().map(port -> "link set " + port + " nomaster").toList());
    }

    /** Takes the ports down: the other end sees its carrier go. */
    public void carrierOff(List<String> ports) {
        console.run(ports.stream().map(port -> "link set " + port + " down").toList());
    }

    public void carrierOn(List<String> ports) {
        console.run(ports.stream().map(port -> "link set " + port + " up").toList());
    }

    /** Drops every frame from and to these ports without loss of carrier. */
    public void dropAll(List<String> ports) {
        List<String> added = new ArrayList<>();
        for (String port : ports) {
            added.add("iifname \"" + port + "\" drop");
            added.add("oifname \"" + port + "\" drop");
        }
        addRules(added);
    }

    /** The way from one port to another; a cut of a path between two hosts needs both. */
    public record Direction(String fromPort, String toPort) {}

    /** Drops every frame that goes these ways, and only these: one direction alone is a one-way cut. */
    public void dropBetween(List<Direction> directions) {
        addRules(directions.stream().map(way -> "iifname \"" + way.fromPort() + "\" oifname \"" + way.toPort() + "\" drop")
                .toList());
    }

    /** Loses each forwarded frame with this chance, independently of the others. */
    public void lose(int percent) {
        addRules(List.of("numgen random mod 100 < " + percent + " drop"));
    }

    /** Ends all drops and losses; cables that are out stay out. */
    public void heal() {
        rules.clear();
        applyRules();
    }

    /** How many rules the kernel holds, to prove that a fault is really there. */
    int ruleCount() {
        String listing = Command.run("ip", "netns", "exec", namespace, "nft", "list", "table", "bridge", "lab");
        return (int) listing.lines().filter(line -> line.contains("drop")).count();
    }

    private void addRules(List<String> added) {
        rules.addAll(added);
        applyRules();
    }

    private void applyRules() {
        StringBuilder text = new StringBuilder("flush chain bridge lab forward\n");
        for (String rule : rules) {
            text.append("add rule bridge lab forward ").append(rule).append('\n');
        }
        nft(text.toString());
    }

    private void nft(String text) {
        Command.Outcome outcome = Command.attempt(List.of("ip", "netns", "exec", namespace, "nft", "-f", "-"), text);
        if (!outcome.isSuccess()) {
            throw new LabFailure("nft refused \"" + text + "\": " + outcome.text());
        }
    }

    @Override
    public void close() {
        console.close();
    }
}
