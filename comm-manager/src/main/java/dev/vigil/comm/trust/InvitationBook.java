package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The invitations that this node has given out. Only hashes are stored. Each is good once, within {@link #VALID}; that is
 * counted by ticks, and over a restart by the wall clock, which can shorten but never lengthen it. Safe for many threads;
 * blocks on the disk while it stores.
 */
public final class InvitationBook {
    public static final Duration VALID = Duration.ofMinutes(15);
    /** How many are kept, spent ones included; the oldest finished one goes first. */
    static final int MAX_ENTRIES = 64;
    private final PkiFolder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Entry> entries;

    private enum State {
        OPEN, USED
    }

    /** {@code deadline} counts in this life of the process; {@code issued} is what the file keeps. */
    private record Entry(String hash, NodeId node, Instant issued, State state, Ticks deadline) {
        Entry spent() {
            return new Entry(hash, node, issued, State.USED, deadline);
        }

        boolean isGood(Ticks now) {
            return state == State.OPEN && now.isBefore(deadline);
        }

        String line() {
            return hash + " " + node + " " + issued.toEpochMilli() + " " + state;
        }
    }

    private InvitationBook(PkiFolder folder, List<Entry> entries) {
        this.folder = folder;
        this.entries = entries;
    }

    /** Reads the book; {@code now} and {@code wallTime} are the same instant on the two clocks. */
    public static InvitationBook open(PkiFolder folder, Ticks now, Instant wallTime) throws TrustFault {
        List<Entry> entries = new ArrayList<>();
        for (String line : folder.lines(PkiFolder.INVITATIONS)) {
            try {
                entries.add(parse(line, now, wallTime));
            } catch (IllegalArgumentException damaged) {
                throw folder.garbage(PkiFolder.INVITATIONS, "a line is not hash, node, time and state", damaged);
            }
        }
        return new InvitationBook(folder, List.copyOf(entries));
    }

    /** Makes an invitation for the node; stored when this returns. The secret is not kept: whoever loses it asks again. */
    public Secret invite(NodeId node, Ticks now, Instant wallTime) throws TrustFault {
        lock.lock();
        try {
            List<Entry> next = withRoom(now);
            Secret secret = Secret.random();
            next.add(new Entry(HexFormat.of().formatHex(secret.hash()), node, wallTime, State.OPEN, now.plus(VALID)));
            store(next);
            return secret;
        } finally {
            lock.unlock();
        }
    }

    /** Spends the secret for that node. Of two at once, one is accepted; a fault (it cannot be stored) spends nothing. */
    public Redemption redeem(Secret secret, NodeId asking, Ticks now) throws TrustFault {
        lock.lock();
        try {
            int found = find(secret);
            if (found < 0) {
                return new Redemption.Unknown();
            }
            Entry entry = entries.get(found);
            if (!entry.node().equals(asking)) {
                return new Redemption.WrongNode(entry.node(), asking);
            }
            if (entry.state() == State.USED) {
                return new Redemption.Used(asking);
            }
            if (!entry.isGood(now)) {
                return new Redemption.Expired(asking);
            }
            List<Entry> next = new ArrayList<>(entries);
            next.set(found, entry.spent());
            store(next);
            return new Redemption.Accepted(asking);
        } finally {
            lock.unlock();
        }
    }

    /** Looks at every entry, also after the right one, so that the time of the answer tells nothing. */
    private int find(Secret secret) {
        byte[] hash = secret.hash();
        int found = -1;
        for (int i = 0; i < entries.size(); i++) {
            if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(entries.get(i).hash()))) {
                found = i;
            }
        }
        return found;
    }

    private List<Entry> withRoom(Ticks now) throws TrustFault {
        List<Entry> next = new ArrayList<>(entries);
        for (int i = 0; i < next.size() && next.size() >= MAX_ENTRIES; i++) {
            if (!next.get(i).isGood(now)) {
                next.remove(i--);
            }
        }
        if (next.size() >= MAX_ENTRIES) {
            throw new TrustFault(TrustFault.Code.LIMIT, MAX_ENTRIES + " invitations are open",
                    "use them, or wait " + VALID.toMinutes() + " minutes until they have run out");
        }
        return next;
    }

    private void store(List<Entry> next) throws TrustFault {
        folder.storeLines(PkiFolder.INVITATIONS, next.stream().map(Entry::line));
        entries = List.copyOf(next);
    }

    private static Entry parse(String line, Ticks now, Instant wallTime) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 4 || HexFormat.of().parseHex(parts[0]).length != Secret.LENGTH) {
            throw new IllegalArgumentException("not four words");
        }
        Instant issued = Instant.ofEpochMilli(Long.parseLong(parts[2]));
        // A clock that was set back before the time of issue proves nothing about how much is left: then nothing is.
        Duration left = issued.isAfter(wallTime) ? Duration.ZERO : VALID.minus(Duration.between(issued, wallTime));
        Ticks deadline = left.isPositive() ? now.plus(left) : now;
        return new Entry(parts[0], new NodeId(parts[1]), issued, State.valueOf(parts[3]), deadline);
    }
}
