package dev.vigil.platform;

import dev.vigil.lcd.model.Ticks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Keeps addresses that the kernel takes away by itself when this process dies or stands still. One thread renews them all. A process that
 * stood still cannot know whether another node has taken over meanwhile, so whoever notices the delay first, the renewal thread or a
 * caller, removes all addresses instead of renewing them. The kernel's gate is shut before that, and covers each address as long as it
 * may stand.
 *
 * <p>Any thread may call. After a delay nothing is added until {@link #resume}. Not covered: a process that is stopped between the look
 * at the clock and the call to the kernel adds or renews one address for one lifetime; it is removed when the process goes on.
 */
public final class LeasedAddresses implements AutoCloseable {
    private final Addresses addresses;
    private final Clock clock;
    private final LeaseTerms terms;
    private volatile Supplier<Duration> tolerance;
    private final LeaseListener listener;
    private final AddressGate gate;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<AddressAssignment> held = new ArrayList<>();
    private final List<AddressAssignment> suspended = new ArrayList<>();
    private final List<AddressAssignment> leaving = new ArrayList<>();
    private final List<Runnable> unsaid = new ArrayList<>();
    private final Thread thread;
    private boolean isSuspended;
    private long suspensions;
    private Ticks lastTurn;
    private volatile boolean isClosed;
    private boolean hasLeft;

    /** Does nothing until {@link #turn} is called: for tests that crank by hand. */
    LeasedAddresses(Addresses addresses, AddressGate gate, Clock clock, LeaseTerms terms, LeaseListener listener) {
        this.addresses = addresses;
        this.gate = gate;
        this.clock = clock;
        this.terms = terms;
        this.tolerance = terms::tolerance;
        this.listener = listener;
        lastTurn = clock.now();
        thread = Thread.ofPlatform().name("address-leases").daemon().unstarted(this::run);
    }

    /** The same, on a kernel without a gate: the lifetimes alone hold. */
    public static LeasedAddresses start(Addresses addresses, Clock clock, LeaseTerms terms, LeaseListener listener) {
        return start(addresses, new AddressGate(new NoGate(), clock), clock, terms, listener);
    }

    /** Starts the renewal thread, with nothing to renew. */
    public static LeasedAddresses start(Addresses addresses, AddressGate gate, Clock clock, LeaseTerms terms,
            LeaseListener listener) {
        LeasedAddresses leased = new LeasedAddresses(addresses, gate, clock, terms, listener);
        leased.thread.start();
        return leased;
    }

    /** From now on a renewal may be late by what this says, which is asked each time it matters: from any thread, and it must not block. */
    public void tolerate(Supplier<Duration> asked) {
        tolerance = asked;
    }

    /**
     * Adds the address with the lifetime of the terms (not its own) and renews it until it is released. Held already is held: a repeated
     * call changes nothing.
     */
    public HoldOutcome hold(AddressAssignment assignment) {
        lock.lock();
        try {
            checkDelay(clock.now());
            if (isSuspended) {
                return new HoldOutcome.Suspended();
            }
            if (held.stream().anyMatch(assignment::isSamePlaceAs)) {
                return new HoldOutcome.Held(Duration.ZERO);
            }
            AddressAssignment leased = assignment.lasting(terms.lifetime());
            gate.cover(leased.address());
            AddressOutcome outcome = addresses.add(leased);
            if (outcome instanceof AddressOutcome.Done done) {
                held.add(leased);
                return new HoldOutcome.Held(done.took());
            }
            uncoverIfGone(assignment, outcome);
            return new HoldOutcome.Refused(outcome);
        } finally {
            unlockAndSay();
        }
    }

    /** Removes the address at once and renews it no more; also from those that are suspended. */
    public AddressOutcome release(AddressAssignment assignment) {
        lock.lock();
        try {
            held.removeIf(assignment::isSamePlaceAs);
            suspended.removeIf(assignment::isSamePlaceAs);
            leaving.removeIf(assignment::isSamePlaceAs);
            AddressOutcome outcome = addresses.remove(assignment);
            if (isStillThere(outcome)) {
                leaving.add(assignment);
            }
            uncoverIfGone(assignment, outcome);
            return outcome;
        } finally {
            unlockAndSay();
        }
    }

    /** Removes all held addresses at once and remembers them for {@link #resume}; returns all that wait for it. */
    public List<AddressAssignment> suspend() {
        lock.lock();
        try {
            letGo();
            return List.copyOf(suspended);
        } finally {
            unlockAndSay();
        }
    }

    /**
     * Adds the suspended addresses again and holds those that could be added, the others are lost; the caller announces them. Empty, and still suspended, when
     * this process has stood still again since the last renewal: the permission is older than the delay.
     */
    public List<ResumedAddress> resume() {
        lock.lock();
        try {
            if (checkDelay(clock.now())) {
                return List.of();
            }
            List<ResumedAddress> resumed = new ArrayList<>();
            for (AddressAssignment assignment : suspended) {
                AddressOutcome outcome = addAgain(assignment);
                if (outcome instanceof AddressOutcome.Done) {
                    held.add(assignment);
                } else {
                    unsaid.add(() -> listener.lost(assignment));
                }
                resumed.add(new ResumedAddress(assignment, outcome));
            }
            suspended.clear();
            isSuspended = false;
            gate.reopen();
            return resumed;
        } finally {
            unlockAndSay();
        }
    }

    /** Whether all addresses are let go of, and nothing is added. */
    public boolean isSuspended() {
        lock.lock();
        try {
            return isSuspended;
        } finally {
            lock.unlock();
        }
    }

    /** How often the addresses were let go of until now: an absence seen while this changed is nobody else's doing. */
    public long suspensions() {
        lock.lock();
        try {
            return suspensions;
        } finally {
            lock.unlock();
        }
    }

    /** The addresses that are renewed now. */
    public List<AddressAssignment> held() {
        lock.lock();
        try {
            return List.copyOf(held);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Holds what an earlier run of this node has left with {@link #leave}, from now on with the lifetime of the terms. To be called
     * before anything else is held.
     */
    public void adopt(AddressAssignment assignment) {
        lock.lock();
        try {
            AddressAssignment leased = assignment.lasting(terms.lifetime());
            gate.cover(leased.address());
            AddressOutcome outcome = addresses.adopt(leased);
            if (outcome instanceof AddressOutcome.Done) {
                held.add(leased);
            } else {
                uncoverIfGone(leased, outcome);
            }
        } finally {
            unlockAndSay();
        }
    }

    /** Renews all held addresses once more, for this long, and ends the renewal thread: they stay behind when the process ends. */
    public void leave(Duration lifetime) {
        isClosed = true;
        LockSupport.unpark(thread);
        lock.lock();
        try {
            if (!isSuspended) {
                hasLeft = true;
                List.copyOf(held).forEach(assignment -> judge(assignment, addresses.renew(assignment.lasting(lifetime))));
            }
        } finally {
            unlockAndSay();
        }
    }

    /** Removes all held addresses, unless they were left, and ends the renewal thread. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        lock.lock();
        try {
            if (!hasLeft) {
                letGo();
            }
        } finally {
            unlockAndSay();
        }
    }

    /** One renewal of everything; the thread does this again and again. */
    void turn() {
        lock.lock();
        try {
            Ticks now = clock.now();
            if (!hasLeft && !checkDelay(now)) {
                renewAll(now);
            }
            for (AddressAssignment assignment : List.copyOf(leaving)) {
                leaving.remove(assignment);
                leave(assignment, addresses.remove(assignment));
            }
        } finally {
            unlockAndSay();
        }
    }

    private void renewAll(Ticks started) {
        lastTurn = started;
        for (AddressAssignment assignment : List.copyOf(held)) {
            // Looked at before each one: this process can be stopped in the middle of a turn as well.
            if (clock.now().since(started).compareTo(tolerance.get()) > 0) {
                break;
            }
            judge(assignment, addresses.renew(assignment));
        }
        Ticks ended = clock.now();
        Duration took = ended.since(started);
        if (took.compareTo(tolerance.get()) > 0) {
            lastTurn = ended;
            stall(took);
        }
    }

    private void judge(AddressAssignment assignment, AddressOutcome outcome) {
        switch (outcome) {
            case AddressOutcome.Done done -> {
                // As it should be.
            }
            case AddressOutcome.NotPresent gone -> lose(assignment);
            case AddressOutcome.NotOurs replaced -> lose(assignment);
            case AddressOutcome.AlreadyPresent impossible -> unsaid.add(() -> listener.troubled(assignment, outcome));
            case AddressOutcome.Failed failed -> unsaid.add(() -> listener.troubled(assignment, outcome));
            case AddressOutcome.Unknown unknown -> unsaid.add(() -> listener.troubled(assignment, outcome));
        }
    }

    private void lose(AddressAssignment assignment) {
        held.remove(assignment);
        unsaid.add(() -> listener.lost(assignment));
    }

    /** True when the last renewal is too long ago; then everything has been removed, and the next one counts from now. */
    private boolean checkDelay(Ticks now) {
        Duration late = now.since(lastTurn).minus(terms.renewEvery());
        if (late.compareTo(tolerance.get()) <= 0) {
            return false;
        }
        lastTurn = now;
        stall(late);
        return true;
    }

    private void stall(Duration late) {
        letGo();
        List<AddressAssignment> waiting = List.copyOf(suspended);
        unsaid.add(() -> listener.stalled(late, waiting));
    }

    private void letGo() {
        gate.shut();
        isSuspended = true;
        suspensions++;
        List<AddressAssignment> going = List.copyOf(held);
        held.clear();
        suspended.addAll(going);
        List<AddressOutcome> outcomes = addresses.removeAll(going);
        for (int place = 0; place < going.size(); place++) {
            leave(going.get(place), outcomes.get(place));
        }
    }

    private void leave(AddressAssignment assignment, AddressOutcome outcome) {
        if (isStillThere(outcome)) {
            leaving.add(assignment);
            unsaid.add(() -> listener.troubled(assignment, outcome));
        }
    }

    /** What may still be there stays behind the gate, and so does an address that is held elsewhere on this machine. */
    private void uncoverIfGone(AddressAssignment assignment, AddressOutcome outcome) {
        boolean isElsewhere = Stream.of(held, suspended, leaving).flatMap(List::stream)
                .anyMatch(other -> other.address().equals(assignment.address()));
        if (!isStillThere(outcome) && !isElsewhere) {
            gate.uncover(assignment.address());
        }
    }

    private static boolean isStillThere(AddressOutcome outcome) {
        return outcome instanceof AddressOutcome.Failed || outcome instanceof AddressOutcome.Unknown;
    }

    /** An address that could not be removed before is there still, and ours. */
    private AddressOutcome addAgain(AddressAssignment assignment) {
        leaving.remove(assignment);
        AddressOutcome outcome = addresses.add(assignment);
        return outcome instanceof AddressOutcome.AlreadyPresent ? addresses.renew(assignment) : outcome;
    }

    /** The listener may call back, so it is told without the lock. */
    private void unlockAndSay() {
        List<Runnable> now = List.copyOf(unsaid);
        unsaid.clear();
        lock.unlock();
        now.forEach(Runnable::run);
    }

    private void run() {
        listener.begun();
        try {
            while (!isClosed) {
                turn();
                LockSupport.parkNanos(terms.renewEvery().toNanos());
            }
        } catch (RuntimeException mistake) {
            try {
                suspend();
            } finally {
                listener.broken(mistake);
            }
        }
    }
}
