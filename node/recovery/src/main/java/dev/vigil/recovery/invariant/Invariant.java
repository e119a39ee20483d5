package dev.vigil.recovery.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Watches one world from its beginning. Not shared between worlds: it may remember what it saw. */
public interface Invariant {
    /** Stands in reports, never changes: {@code IN-1}. */
    String number();

    /** Takes in what happened; a sentence when the invariant no longer holds. */
    Optional<String> broken(Happening what, Census census);

    /** One of each, for one world in which every host is simulated. */
    static List<Invariant> all() {
        List<Invariant> all = new ArrayList<>(seenByOneNode());
        all.add(new OneOwnerByMajority());
        all.add(new OneOwnerByFence());
        return all;
    }

    /** Those that can be judged where all but one node are only supposed. */
    static List<Invariant> seenByOneNode() {
        return List.of(new OneOwner(), new NeedsFirst(), new NoStartWithoutEpoch(), new EpochNeverBack(), new EveryCallEndsOnce(),
                new ViewsAgree());
    }

    /** The first of {@code watching} that is broken, with its number and name in the sentence. All of them see what happened. */
    static Optional<Breach> judge(List<Invariant> watching, Happening what, Census census) {
        List<Breach> breaches = watching.stream().flatMap(invariant -> invariant.broken(what, census)
                .map(sentence -> new Breach(invariant.number(), invariant.getClass().getSimpleName(), sentence)).stream())
                .toList();
        return breaches.stream().findFirst();
    }

    /** What no longer holds, and on which facts. */
    record Breach(String number, String name, String sentence) {
        @Override
        public String toString() {
            return number + " " + name + ": " + sentence;
        }
    }
}
