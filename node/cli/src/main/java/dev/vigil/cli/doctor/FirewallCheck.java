package dev.vigil.cli.doctor;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a firewall of this machine lets the peers in, as far as its rules can be read. It says nothing of those between the machines. */
final class FirewallCheck implements Check {
    static final String NAME = "firewall";
    private static final int PEER_PORT = 7741;
    private static final int ADMIN_PORT = 7742;
    private static final Pattern NFT_DROPS = Pattern.compile("hook input[^;]*;\\s*policy drop");
    private static final Pattern IPTABLES_DROPS = Pattern.compile("(?m)^-P INPUT (DROP|REJECT)|^-A INPUT -j (DROP|REJECT)");
    private static final Pattern NFT_REFUSES = Pattern.compile("(?m)^\\s*(counter .*)?(drop|reject)\\b");
    private final Surroundings here;

    FirewallCheck(Surroundings here) {
        this.here = here;
    }

    /** The rules of one firewall, as its own tool prints them. */
    record Rules(String tool, String text) {
        boolean dropsTheRest() {
            return tool.equals("netsh")
                    || Stream.of(NFT_DROPS, IPTABLES_DROPS, NFT_REFUSES).anyMatch(pattern -> pattern.matcher(text).find());
        }

        boolean names(int port) {
            return Pattern.compile("\\b" + port + "\\b").matcher(text).find();
        }
    }

    @Override
    public Finding look() {
        int admin = here.node().map(Surroundings.Node::adminAddress).flatMap(Addresses::parse).map(InetSocketAddress::getPort)
                .orElse(ADMIN_PORT);
        return judge(Tool.isWindows() ? windows() : linux(), List.of(PEER_PORT, admin));
    }

    private static Optional<Rules> linux() {
        return rules("nft", "list", "ruleset").or(() -> rules("iptables", "-S"));
    }

    private static Optional<Rules> windows() {
        return rules("netsh", "advfirewall", "firewall", "show", "rule", "name=all", "dir=in");
    }

    private static Optional<Rules> rules(String tool, String... arguments) {
        return Tool.ask(tool, arguments).filter(Tool.Answer::isGood).map(answer -> new Rules(tool, answer.text()));
    }

    static Finding judge(Optional<Rules> rules, List<Integer> ports) {
        if (rules.isEmpty()) {
            return Finding.warn(NAME, "Not looked at: the rules cannot be read.",
                    "nft or iptables (Windows: netsh) shows them to an administrator.");
        }
        List<Integer> unnamed = ports.stream().filter(port -> !rules.get().names(port)).toList();
        if (!rules.get().dropsTheRest()) {
            return Finding.ok(NAME, "The rules of " + rules.get().tool() + " refuse nothing by default.");
        }
        return unnamed.isEmpty()
                ? Finding.ok(NAME, "The rules of " + rules.get().tool() + " name the ports " + ports + ".")
                : Finding.warn(NAME,
                        "The rules of " + rules.get().tool() + " refuse what they do not name, and do not name " + unnamed + ".",
                        "Let the other nodes in: UDP and TCP " + PEER_PORT + ", TCP " + ports.getLast() + ".");
    }
}
