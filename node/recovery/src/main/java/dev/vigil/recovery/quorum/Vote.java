package dev.vigil.recovery.quorum;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.NodeId;

/**
 * What a voter has written about one unit.
 *
 * @param highest the highest epoch it ever granted; never falls
 * @param tenure what was agreed with the holder
 * @param earlier what it has learnt of others that keep the unit until somebody else is fenced
 */
public record Vote(Epoch highest, Holder holder, Tenure tenure, Standing standing, List<Earlier> earlier) {
    /** Whether the holder may still run the unit. */
    public enum Standing {
        GRANTED, RELEASED
    }

    /** RC-62: a promise without end under a lower epoch; the higher one may be that of a candidate without a majority. */
    public record Earlier(Epoch epoch, Holder holder) {}

    public Vote {
        earlier = List.copyOf(earlier);
    }

    public Vote(Epoch highest, Holder holder, Tenure tenure, Standing standing) {
        this(highest, holder, tenure, standing, List.of());
    }

    boolean isGranted() {
        return standing == Standing.GRANTED;
    }

    /** Whether there is anybody for whom it is kept longer than any lease. */
    boolean outlastsLeases() {
        return isGranted() && !(tenure instanceof Tenure.Lease) || !earlier.isEmpty();
    }

    /** Whether it was granted so, and to nobody else since. */
    boolean isLast(Holder other, Epoch epoch) {
        return isGranted() && holder.equals(other) && highest.equals(epoch);
    }

    /** Whether it keeps this unit for this holder under this epoch. */
    boolean isFor(Holder other, Epoch epoch) {
        return isLast(other, epoch) || earlier.contains(new Earlier(epoch, other));
    }

    /** Whether it keeps this unit for this life. */
    boolean isFor(Holder other) {
        return isGranted() && holder.equals(other) || earlier.stream().anyMatch(each -> each.holder().equals(other));
    }

    /** Under which epoch it is kept for any life of this node. */
    Optional<Epoch> keptFor(NodeId node) {
        return isGranted() && holder.node().equals(node)
                ? Optional.of(highest)
                : earlier.stream().filter(each -> each.holder().node().equals(node)).map(Earlier::epoch).findFirst();
    }

    /** RC-61: under other lengths. */
    Vote exchanged(Duration usual, Duration next) {
        return new Vote(highest, holder, Tenure.exchanged(tenure, usual, next), standing, earlier);
    }

    /** RC-65: a person has said of these nodes that they run nothing, so that nobody needs to be fenced for what is kept for them. */
    Vote givenUp(SortedSet<NodeId> lost, Duration lease) {
        Tenure other = lost.contains(holder.node()) && !(tenure instanceof Tenure.Lease) ? new Tenure.Lease(lease) : tenure;
        return new Vote(highest, holder, other, standing,
                earlier.stream().filter(each -> !lost.contains(each.holder().node())).toList());
    }

    /** What is left when a node has given back all that it has asked for; under the epoch it asked for last, since what it asked may be late. */
    Vote without(Word.Release release) {
        NodeId node = release.holder().node();
        List<Earlier> rest = earlier.stream()
                .filter(each -> !each.holder().node().equals(node) || each.epoch().compareTo(release.epoch()) > 0).toList();
        boolean isOver = isGranted() && holder.node().equals(node) && highest.compareTo(release.epoch()) <= 0;
        return isOver
                ? new Vote(release.epoch(), holder, tenure, Standing.RELEASED, rest)
                : new Vote(highest, holder, tenure, standing, rest);
    }

    /** RC-66: its holder's guard has ended what there was a lease for; nothing ends what is kept until a fence. */
    Vote ended(Holder over) {
        return isGranted() && holder.equals(over) && tenure.end().isPresent()
                ? new Vote(highest, holder, tenure, Standing.RELEASED, earlier)
                : this;
    }

    /** What this one, under the higher epoch, would hide of another voter's: another node that may run it without end. */
    Vote beside(Vote lower) {
        List<Earlier> more = new ArrayList<>(earlier);
        lower.earlier().stream().filter(each -> !more.contains(each)).forEach(more::add);
        if (lower.isGranted() && !(lower.tenure() instanceof Tenure.Lease)) {
            more.add(new Earlier(lower.highest(), lower.holder()));
        }
        more.removeIf(each -> each.holder().node().equals(holder.node()) && each.epoch().compareTo(highest) <= 0);
        return new Vote(highest, holder, tenure, standing, more.stream().distinct().toList());
    }
}
