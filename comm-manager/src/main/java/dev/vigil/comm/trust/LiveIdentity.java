package dev.vigil.comm.trust;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The node's identity as its files now have it. {@link #current} never blocks; {@link #refresh} reads the disk and is called by
 * whoever has the time, say each minute. New files take effect with the next handshake. Files that are damaged or half replaced
 * change nothing: the identity that works is kept.
 */
public final class LiveIdentity {
    private final PkiFolder folder;
    private volatile State state;

    private record State(NodeIdentity current, Optional<NodeIdentity> previous, String stamp) {}

    /** What a look at the files gave. */
    public sealed interface Refresh {
        record Unchanged() implements Refresh {}

        record Reloaded(NodeIdentity identity) implements Refresh {}

        /** The new files cannot be used; the former identity stays, and the next look tries again. */
        record Broken(TrustFault fault) implements Refresh {}
    }

    private LiveIdentity(PkiFolder folder, State state) {
        this.folder = folder;
        this.state = state;
    }

    public static LiveIdentity open(PkiFolder folder) throws TrustFault {
        String stamp = folder.stamp();
        return new LiveIdentity(folder, new State(folder.identity(), Optional.empty(), stamp));
    }

    public NodeIdentity current() {
        return state.current();
    }

    public X509Certificate authority() {
        return current().authority();
    }

    /** Looks whether the files have changed and takes them over if they are sound. */
    public Refresh refresh() {
        State old = state;
        // The stamp is taken before the files are read: a change in between is then seen by the next look, never missed.
        String stamp = folder.stamp();
        if (stamp.equals(old.stamp())) {
            return new Refresh.Unchanged();
        }
        try {
            NodeIdentity identity = folder.identity();
            state = new State(identity, Optional.of(old.current()), stamp);
            return new Refresh.Reloaded(identity);
        } catch (TrustFault fault) {
            return new Refresh.Broken(fault);
        }
    }

    /** The identity of that alias; a handshake that began before a reload asks for the former one. */
    Optional<NodeIdentity> byAlias(String alias) {
        State now = state;
        return alias.equals(alias(now.current()))
                ? Optional.of(now.current())
                : now.previous().filter(identity -> alias.equals(alias(identity)));
    }

    static String alias(NodeIdentity identity) {
        return identity.certificate().getSerialNumber().toString(Character.MAX_RADIX);
    }
}
