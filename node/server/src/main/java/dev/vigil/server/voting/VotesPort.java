package dev.vigil.server.voting;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import dev.vigil.admin.AdminRefusal;
import dev.vigil.admin.QuorumPort;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.Clock;
import dev.vigil.protocol.admin.OtherVoter;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.protocol.admin.UnitQuorum;
import dev.vigil.recovery.quorum.Tenure;
import dev.vigil.recovery.quorum.Voter;
import dev.vigil.recovery.quorum.VoterSet;

/** The votes of this node as the administration sees them. Any thread. */
public final class VotesPort implements QuorumPort {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final Duration PREPARED_WITHIN = Duration.ofSeconds(10);
    private static final String ABSOLUTE = "Name it from the root on, as every node of the cluster finds it.";

    private final NodeId self;
    private final Clock clock;
    private final Supplier<Optional<QuorumView>> view;

    public VotesPort(NodeId self, Clock clock, Supplier<Optional<QuorumView>> view) {
        this.self = self;
        this.clock = clock;
        this.view = view;
    }

    @Override
    public Quorum votes() {
        return view.get().map(this::votes).orElse(Quorum.getDefaultInstance());
    }

    @Override
    public String prepare(String folder) {
        String name = "votes-" + HexFormat.of().toHexDigits(new SecureRandom().nextInt());
        CompletableFuture<Void> prepared = new CompletableFuture<>();
        Path whole;
        try {
            whole = Path.of(folder).resolve(name);
        } catch (InvalidPathException wrong) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, folder + " is no name of a folder: " + wrong.getReason(),
                    ABSOLUTE);
        }
        if (!whole.isAbsolute()) {
            throw new AdminRefusal(AdminRefusal.Code.INVALID, folder + " is no whole name of a folder.", ABSOLUTE);
        }
        // A thread of its own: a file system that hangs holds up nobody else.
        Thread.ofPlatform().name("vigil-prepare-folder").daemon().start(() -> {
            try {
                StorageFolder.prepare(whole);
                prepared.complete(null);
            } catch (IOException | RuntimeException cannot) {
                prepared.completeExceptionally(cannot);
            }
        });
        return await(prepared, whole);
    }

    private String await(CompletableFuture<Void> prepared, Path folder) {
        try {
            prepared.get(PREPARED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            return folder.toString();
        } catch (ExecutionException cannot) {
            throw new AdminRefusal(AdminRefusal.Code.FAILED, "Node " + self + " cannot let " + folder + " vote: "
                    + cannot.getCause(), "Name a folder in which every node may make files.");
        } catch (TimeoutException slow) {
            throw new AdminRefusal(AdminRefusal.Code.UNKNOWN, "Node " + self + " has no answer from " + folder + " within "
                    + PREPARED_WITHIN.toSeconds() + " s.", "Mend the storage, or name a folder elsewhere.");
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            throw new AdminRefusal(AdminRefusal.Code.NOT_NOW, "Node " + self + " is stopping.", "Ask another node.");
        }
    }

    private Quorum votes(QuorumView now) {
        Quorum.Builder votes = Quorum.newBuilder();
        if (now.voters().members().contains(self)) {
            votes.setTrust(now.trust()).setSilent(now.isSilent()).setTrouble(now.trouble().orElse(""))
                    .setSilentBecause(now.isSilent() ? whySilent(now) : "");
        }
        SortedSet<UnitId> units = new TreeSet<>(now.record().votes().keySet());
        units.addAll(now.held().keySet());
        units.addAll(now.withheld().keySet());
        units.forEach(unit -> votes.addUnits(unit(now, unit)));
        now.voters().members().stream().filter(voter -> !voter.equals(self)).forEach(voter -> votes.addOthers(other(now, voter)));
        return votes.build();
    }

    private static String whySilent(QuorumView now) {
        if (!now.awaited().isEmpty()) {
            return "others voted before, and it has yet to hear from a majority of them what they have granted: "
                    + now.awaited().stream().map(NodeId::value).collect(Collectors.joining(", ")) + " can tell";
        }
        return switch (Voter.Trust.valueOf(now.trust())) {
            case PROVED -> "";
            case UNPROVED -> "its system was started since it wrote its votes, or it has learnt them from others: it waits for "
                    + now.record().longest().toMillis() + " ms, the longest lease, until nothing that it forgot still counts";
            case QUARANTINED -> "it has no votes on its disk, or older ones than others have seen: it learns them from the other"
                    + " voters first";
        };
    }

    private UnitQuorum unit(QuorumView now, UnitId unit) {
        UnitQuorum.Builder answer = UnitQuorum.newBuilder().setUnit(unit.value())
                .setWithheld(now.withheld().getOrDefault(unit, ""));
        Optional.ofNullable(now.held().get(unit)).ifPresent(epoch -> answer.setHeldEpoch(epoch.value()));
        // Where the own vote alone is a majority, no lease runs out.
        Optional.ofNullable(now.armed().get(unit))
                .filter(deadlines -> now.held().containsKey(unit) && now.voters().majority() > 1)
                .ifPresent(deadlines -> answer.setKillInMs(left(deadlines.kill())).setOutInMs(left(deadlines.out())));
        now.record().vote(unit).ifPresent(vote -> answer.setVotedEpoch(vote.highest().value())
                .setVotedFor(vote.holder().node().value()).setStanding(vote.standing().name())
                .setKept(kept(vote.tenure())));
        return answer.build();
    }

    private static String kept(Tenure tenure) {
        return switch (tenure) {
            case Tenure.Lease(Duration length) -> length.toMillis() + " ms";
            case Tenure.HandOver(Duration length) -> length.toMillis() + " ms, for a restart";
            case Tenure.UntilFenced endless -> "until fenced";
        };
    }

    private OtherVoter other(QuorumView now, NodeId voter) {
        OtherVoter.Builder answer = OtherVoter.newBuilder().setNode(voter.value());
        Optional.ofNullable(now.heard().get(voter)).ifPresent(at -> answer.setAnsweredMsAgo(millis(clock.now().since(at))));
        now.folderTrouble().filter(wrong -> voter.equals(VoterSet.STORAGE)).ifPresent(answer::setTrouble);
        return answer.build();
    }

    private double left(Ticks until) {
        return millis(until.since(clock.now()));
    }

    /** What has just passed while the view was read is no time at all. */
    private static double millis(Duration time) {
        return Math.max(0, time.toNanos()) / NANOS_PER_MILLI;
    }
}
