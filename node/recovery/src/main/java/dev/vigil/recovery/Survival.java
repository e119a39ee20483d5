package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.UnitId;

/**
 * Which sets of failures a configuration survives: every node, every two nodes, and all paths between any two. It looks at the voters, at
 * what is extended where, and at who has a path to whom; not at what lives or has failed just now.
 */
public final class Survival {
    private final Config config;
    private final List<NodeId> nodes;
    private final SortedMap<UnitId, List<NodeId>> places = new TreeMap<>();
    private final Optional<QuorumRow> majority;

    /** What has failed: nodes, all paths between two others, the folder that votes. */
    private record Failure(List<NodeId> nodes, List<NodeId> cut, boolean isOfFolder) {
        static Failure of(List<NodeId> nodes) {
            return new Failure(nodes, List.of(), false);
        }

        static Failure ofPaths(List<NodeId> cut) {
            return new Failure(List.of(), cut, false);
        }

        boolean parts(NodeId one, NodeId other) {
            return !one.equals(other) && cut.contains(one) && cut.contains(other);
        }

        Failure andFolder() {
            return new Failure(nodes, cut, true);
        }

        String words() {
            if (isOfFolder) {
                return nodes.isEmpty() ? "If the folder fails" : "If " + and(nodes) + " and the folder fail";
            }
            return cut.isEmpty()
                    ? "If " + and(nodes) + (nodes.size() == 1 ? " fails" : " fail")
                    : "If all paths between " + and(cut) + " are cut";
        }
    }

    private Survival(Config config) {
        this.config = config;
        this.nodes = config.systems().stream().map(SystemRow::node).toList();
        this.majority = config.quorum().filter(row -> config.isByMajority());
        Topology.units(config).forEach(unit -> places.put(unit,
                nodes.stream().filter(node -> Topology.reaches(config, unit, node)).toList()));
    }

    /** One sentence each, the most important first. */
    public static List<String> sentences(Config config) {
        Survival survival = new Survival(config);
        List<String> sentences = new ArrayList<>();
        survival.summary().ifPresent(sentences::add);
        survival.nodes.forEach(node -> sentences.add(survival.sentence(Failure.of(List.of(node)))));
        if (survival.majority.flatMap(QuorumRow::storage).isPresent()) {
            Failure none = Failure.of(List.of());
            sentences.add(survival.sentence(none.andFolder()));
            survival.nodes.forEach(node -> sentences.add(survival.sentence(Failure.of(List.of(node)).andFolder())));
        }
        if (survival.nodes.size() > 2) {
            survival.pairs().forEach(pair -> sentences.add(survival.sentence(Failure.of(pair))));
        }
        sentences.addAll(survival.majority.isPresent() ? survival.cutsByMajority() : survival.cutsWithoutQuorum());
        return sentences;
    }

    private Optional<String> summary() {
        if (places.isEmpty()) {
            return Optional.empty();
        }
        List<String> lost = nodes.stream().filter(node -> !isSurvived(Failure.of(List.of(node)))).map(NodeId::value).toList();
        return Optional.of(lost.isEmpty()
                ? "Any one node may fail: every hierarchy can still run."
                : "Not every hierarchy survives the failure of " + String.join(", or of ", lost) + ".");
    }

    private boolean isSurvived(Failure failure) {
        return places.keySet().stream().noneMatch(unit -> runners(unit, failure).isEmpty());
    }

    private String sentence(Failure failure) {
        String voters = majority.map(row -> ", " + left(row, failure)).orElse("");
        if (majority.isPresent() && votersLeft(majority.get(), failure) < needed(majority.get())) {
            return failure.words() + voters + ": nothing is in service until " + counted(needed(majority.get())) + " back.";
        }
        return failure.words() + voters + (voters.isEmpty() ? ", " : ": ") + fates(failure) + ".";
    }

    private static String left(QuorumRow row, Failure failure) {
        int left = votersLeft(row, failure);
        return left + " of " + voters(row) + (voters(row) == 1 ? " voter " : " voters ")
                + (left == 1 ? "is" : "are") + " left, " + counted(needed(row)) + " needed";
    }

    private static String counted(int voters) {
        return voters + (voters == 1 ? " is" : " are");
    }

    private static int needed(QuorumRow row) {
        return voters(row) / 2 + 1;
    }

    private static int voters(QuorumRow row) {
        return row.voters().size() + (row.storage().isPresent() ? 1 : 0);
    }

    private static int votersLeft(QuorumRow row, Failure failure) {
        return nodesLeft(row, failure).size() + folderLeft(row, failure);
    }

    private static List<NodeId> nodesLeft(QuorumRow row, Failure failure) {
        return row.voters().stream().filter(voter -> !failure.nodes().contains(voter)).toList();
    }

    private static int folderLeft(QuorumRow row, Failure failure) {
        return row.storage().isPresent() && !failure.isOfFolder() ? 1 : 0;
    }

    /** What becomes of the units, those of one fate together. */
    private String fates(Failure failure) {
        if (places.isEmpty()) {
            return "there is no hierarchy yet";
        }
        SortedMap<String, List<String>> units = new TreeMap<>();
        places.keySet().forEach(unit -> units.computeIfAbsent(fate(unit, failure), none -> new ArrayList<>()).add(unit.value()));
        return units.entrySet().stream().map(fate -> String.join(", ", fate.getValue()) + " can run " + fate.getKey())
                .collect(Collectors.joining("; "));
    }

    private String fate(UnitId unit, Failure failure) {
        List<NodeId> runners = runners(unit, failure);
        if (!runners.isEmpty()) {
            return "on " + or(runners);
        }
        List<NodeId> left = new ArrayList<>(places.getOrDefault(unit, List.of()));
        left.removeAll(failure.nodes());
        return left.isEmpty()
                ? "nowhere, since it is extended to no other node"
                : "nowhere, since " + and(left) + (left.size() == 1 ? " has" : " have") + " no path to enough voters";
    }

    /** The nodes that have all of the unit and hear enough voters. */
    private List<NodeId> runners(UnitId unit, Failure failure) {
        return places.getOrDefault(unit, List.of()).stream().filter(node -> !failure.nodes().contains(node))
                .filter(node -> majority.isEmpty() || heard(majority.get(), node, failure) >= needed(majority.get())).toList();
    }

    private long heard(QuorumRow row, NodeId node, Failure failure) {
        return folderLeft(row, failure) + nodesLeft(row, failure).stream()
                .filter(voter -> voter.equals(node) || areLinked(node, voter) && !failure.parts(node, voter)).count();
    }

    private boolean areLinked(NodeId one, NodeId other) {
        return config.paths().stream().anyMatch(path -> path.touches(one) && path.touches(other));
    }

    private List<String> cutsByMajority() {
        List<String> sentences = new ArrayList<>();
        List<List<NodeId>> pairs = pairs();
        List<Failure> lost = pairs.stream().filter(pair -> areLinked(pair.getFirst(), pair.getLast()))
                .map(pair -> Failure.ofPaths(pair)).filter(cut -> !isSurvived(cut)).toList();
        lost.forEach(cut -> sentences.add(cut.words() + ", " + fates(cut) + "."));
        if (lost.isEmpty() && !pairs.isEmpty() && !places.isEmpty()) {
            sentences.add("If all paths between any two nodes are cut, every hierarchy can still run, on one node at a time.");
        }
        if (!pairs.isEmpty()) {
            sentences.add(
                    "A node that is cut off from all others counts as failed: it ends what it holds before another node may have"
                            + " it.");
        }
        return sentences;
    }

    private List<String> cutsWithoutQuorum() {
        List<String> sentences = new ArrayList<>();
        pairs().forEach(pair -> {
            String both = places.entrySet().stream().filter(unit -> unit.getValue().containsAll(pair))
                    .map(unit -> unit.getKey().value()).collect(Collectors.joining(", "));
            if (!both.isEmpty()) {
                sentences.add(Failure.ofPaths(pair).words() + ", each holds the other for dead: " + both
                        + " can run on both at once, until they hear each other again.");
            }
        });
        return sentences;
    }

    private List<List<NodeId>> pairs() {
        List<List<NodeId>> pairs = new ArrayList<>();
        for (int one = 0; one < nodes.size(); one++) {
            for (int other = one + 1; other < nodes.size(); other++) {
                pairs.add(List.of(nodes.get(one), nodes.get(other)));
            }
        }
        return pairs;
    }

    private static String and(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(" and "));
    }

    private static String or(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(" or "));
    }
}
