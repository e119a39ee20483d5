package dev.vigil.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

import dev.vigil.lcd.model.ClusterRow;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.QuorumLoss;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.QuorumStorage;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Timing;
import dev.vigil.protocol.admin.ForceQuorumRequest;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.protocol.admin.SetQuorumRequest;
import dev.vigil.recovery.Request;
import dev.vigil.recovery.Survival;
import dev.vigil.recovery.quorum.VoterSet;

/** The calls about ownership by majority. */
final class QuorumCalls {
    /** Nobody has taken so many epochs unseen. */
    private static final long LEAP = 1_000_000;

    private final NodeAdministration node;

    QuorumCalls(NodeAdministration node) {
        this.node = node;
    }

    Quorum get() {
        Config config = node.lcd().config();
        Quorum.Builder answer = node.quorum().votes().toBuilder().setMode(mode(config).word()).setNode(node.self().value())
                .addAllSurvives(Survival.sentences(config));
        config.quorum().ifPresent(row -> answer.setNumber(row.number()));
        config.quorum().filter(row -> config.isByMajority()).ifPresent(row -> {
            row.voters().forEach(voter -> answer.addVoters(voter.value()));
            answer.setLeaseMs((int) row.lease().toMillis()).setKillMs((int) row.kill().toMillis())
                    .setTickMs((int) row.tick().toMillis()).setVoter(row.voters().contains(node.self()));
            row.storage().ifPresent(folder -> answer.setStorage(folder.folder())
                    .setStorageLeaseMs((int) folder.lease().toMillis()));
        });
        return answer.build();
    }

    /** Off and on needs the promise of every node, also of those that do not vote: nobody may go on by the terms before. */
    Request set(SetQuorumRequest q) {
        return Requests.checked(() -> {
            Config config = node.lcd().config();
            QuorumRow row = QuorumMode.of(q.getMode()) == QuorumMode.OFF ? off(config, q) : voted(config, q);
            return new Request.ChangeConfig(what(row), Request.puts(List.of(row)), Requests.nodes(q.getWithoutList()));
        });
    }

    /** Voters are gone for good: those that are left are all. */
    Request force(ForceQuorumRequest q) {
        return Requests.checked(() -> {
            Config config = node.lcd().config();
            QuorumRow now = present(config).orElseThrow(() -> new AdminRefusal(AdminRefusal.Code.INVALID,
                    "Quorum is off: nobody votes, so that no vote can be lost.", "There is nothing to do."));
            if (q.getLostCount() == 0) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "Nobody is named as lost.",
                        "Name each voter that is gone for good.");
            }
            SortedSet<NodeId> lost = new TreeSet<>(Requests.nodes(q.getLostList()));
            SortedSet<NodeId> voters = left(config, now, lost, q);
            Epoch known = node.lcd().statuses().values().stream().flatMap(status -> status.ownerships().stream())
                    .map(OwnershipRow::epoch).max(Epoch::compareTo).orElse(Epoch.ZERO);
            QuorumRow row = new QuorumRow(QuorumMode.MAJORITY, number(config), voters, now.lease(), now.kill(), now.tick())
                    .with(new QuorumLoss(lost, new Epoch(Math.max(known.value(), now.loss().leastEpoch().value()) + LEAP)));
            SortedSet<NodeId> without = new TreeSet<>(lost);
            without.remove(VoterSet.STORAGE);
            without.addAll(Requests.nodes(q.getWithoutList()));
            return new Request.ChangeConfig(what(row) + "; it is believed that " + plain(lost)
                    + (lost.size() == 1 ? " is" : " are") + " gone for good and will run nothing: "
                    + RulingRequests.reason(q.getReason()), Request.puts(List.of(row)), List.copyOf(without));
        });
    }

    /** An odd number of those that are left, without the first that runs nothing if need be. */
    private static SortedSet<NodeId> left(Config config, QuorumRow now, SortedSet<NodeId> lost, ForceQuorumRequest q) {
        SortedSet<NodeId> left = new TreeSet<>(now.voters());
        left.removeAll(lost);
        if (q.getVotersCount() > 0) {
            left = new TreeSet<>(Requests.nodes(q.getVotersList()));
        } else if (left.size() % 2 == 0) {
            left.stream().filter(node -> config.instances().stream().noneMatch(instance -> instance.node().equals(node)))
                    .findFirst().ifPresent(left::remove);
        }
        if (left.size() % 2 == 0) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID,
                    left.isEmpty()
                            ? "No voter is left."
                            : "Of " + left.size() + " voters one half could stand against the other: " + names(left) + ".",
                    "Name an odd number of those that are left as voters; on the others nothing may be extended.");
        }
        return left;
    }

    private static String plain(SortedSet<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(","));
    }

    private static QuorumMode mode(Config config) {
        return config.quorum().map(QuorumRow::mode).orElse(QuorumMode.OFF);
    }

    private static String what(QuorumRow row) {
        return row.mode() == QuorumMode.OFF
                ? "quorum is off"
                : "quorum is by majority of "
                        + plain(row.voters())
                        + row.storage().map(folder -> " and the folder " + folder.folder()).orElse("");
    }

    private static QuorumRow off(Config config, SetQuorumRequest q) {
        if (q.getVotersCount() > 0 || q.getLeaseMs() != 0 || q.getKillMs() != 0 || q.getTickMs() != 0
                || !q.getStorage().isEmpty() || q.getStorageLeaseMs() != 0) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "With quorum off nobody votes.", "Give no voters and no lengths.");
        }
        QuorumRow now = config.quorum().filter(row -> config.isByMajority()).orElseThrow(() -> new AdminRefusal(
                AdminRefusal.Code.ALREADY_EXISTS, "Quorum is off already.", "There is nothing to do."));
        return new QuorumRow(QuorumMode.OFF, now.number() + 1, new TreeSet<>(), now.lease(), now.kill(), now.tick())
                .with(now.loss().past());
    }

    private QuorumRow voted(Config config, SetQuorumRequest q) {
        QuorumMode mode = QuorumMode.of(q.getMode());
        SortedSet<NodeId> voters = voters(config, q);
        checkCount(mode, voters);
        Timing timing = config.cluster().map(ClusterRow::timing).orElse(Timing.DEFAULT);
        QuorumLengths lengths = present(config).map(QuorumLengths::of).orElseGet(() -> QuorumLengths.of(timing)).with(
                Integer.toUnsignedLong(q.getLeaseMs()),
                Integer.toUnsignedLong(q.getKillMs()), Integer.toUnsignedLong(q.getTickMs()));
        Optional<QuorumRow> now = config.quorum();
        QuorumRow row = new QuorumRow(mode, number(config), voters, lengths.lease(), lengths.kill(), lengths.tick(),
                storage(config, mode, q)).with(now.map(QuorumRow::loss).orElse(QuorumLoss.NONE).past());
        now.filter(present -> isSame(present, row)).ifPresent(same -> {
            throw new AdminRefusal(AdminRefusal.Code.ALREADY_EXISTS, "Quorum is by majority of " + names(voters)
                    + " already, with these lengths.", "There is nothing to do.");
        });
        return prepared(row);
    }

    private static Optional<QuorumRow> present(Config config) {
        return config.quorum().filter(row -> config.isByMajority());
    }

    /** Two sides of a cluster that is cut must not choose the same one for different voters, which an exchange without some nodes allows. */
    private static long number(Config config) {
        long next = config.quorum().map(QuorumRow::number).orElse(0L) + 1;
        return config.isByMajority() ? Math.max(next, Instant.now().toEpochMilli()) : next;
    }

    /** When nothing else is wrong with it. */
    private QuorumRow prepared(QuorumRow row) {
        return new QuorumRow(row.mode(), row.number(), row.voters(), row.lease(), row.kill(), row.tick(), row.storage()
                .map(wanted -> new QuorumStorage(node.quorum().prepare(wanted.folder()), wanted.lease())), row.loss());
    }

    private static SortedSet<NodeId> voters(Config config, SetQuorumRequest q) {
        SortedSet<NodeId> voters = new TreeSet<>(Requests.nodes(q.getVotersList()));
        if (voters.size() < q.getVotersCount()) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "A voter is named twice.", "Each has one vote: name it once.");
        }
        if (voters.isEmpty()) {
            present(config).ifPresent(row -> voters.addAll(row.voters()));
        }
        if (voters.isEmpty()) {
            config.systems().stream().map(SystemRow::node).forEach(voters::add);
        }
        return voters;
    }

    private static void checkCount(QuorumMode mode, SortedSet<NodeId> voters) {
        if (mode == QuorumMode.MAJORITY && voters.size() % 2 == 0) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID,
                    "Of " + voters.size() + " voters one half could stand against the other: " + names(voters) + ".",
                    "Name an odd number of nodes as voters. A node to which nothing is extended may vote too, as a witness;"
                            + " or let a folder vote: vigil quorum storage.");
        }
        if (mode == QuorumMode.STORAGE && voters.size() % 2 != 0) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID,
                    "With a folder, " + voters.size() + " nodes are an even number of voters: " + names(voters) + ".",
                    "Name an even number of nodes as voters, or let an odd number vote without a folder.");
        }
    }

    private static Optional<QuorumStorage> storage(Config config, QuorumMode mode, SetQuorumRequest q) {
        if (mode != QuorumMode.STORAGE) {
            if (!q.getStorage().isEmpty() || q.getStorageLeaseMs() != 0) {
                throw new AdminRefusal(AdminRefusal.Code.INVALID, "A folder votes in mode storage alone.",
                        "Give no folder, or ask for mode storage.");
            }
            return Optional.empty();
        }
        if (q.getStorage().isBlank()) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, "The folder that votes is not named.",
                    "Name a folder that every node reaches, on storage that fails with none of them.");
        }
        Duration lease = q.getStorageLeaseMs() == 0
                ? present(config).flatMap(QuorumRow::storage).map(QuorumStorage::lease).orElse(QuorumLengths.STORAGE)
                : Duration.ofMillis(Integer.toUnsignedLong(q.getStorageLeaseMs()));
        return Optional.of(new QuorumStorage(q.getStorage(), lease));
    }

    /** Whether it asks for what there is; a folder is always a new one. */
    private static boolean isSame(QuorumRow present, QuorumRow row) {
        return row.storage().isEmpty() && present.equals(numbered(row, present.number()));
    }

    private static QuorumRow numbered(QuorumRow row, long number) {
        return new QuorumRow(row.mode(), number, row.voters(), row.lease(), row.kill(), row.tick()).with(row.loss());
    }

    private static String names(SortedSet<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(", "));
    }
}
