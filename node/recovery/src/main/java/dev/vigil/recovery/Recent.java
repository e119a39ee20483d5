package dev.vigil.recovery;

import java.util.ArrayList;
import java.util.List;

/** How the last checks of one kind ended, oldest first; those that could not tell are not among them, since they say nothing. */
public record Recent(List<Verdict> verdicts) {
    static final Recent NONE = new Recent(List.of());

    /** What a check that could tell has told. */
    public enum Verdict {
        HEALTHY, FAILED
    }

    public Recent {
        verdicts = List.copyOf(verdicts);
    }

    Recent with(Verdict verdict, int most) {
        List<Verdict> next = new ArrayList<>(verdicts);
        next.add(verdict);
        return new Recent(next.subList(Math.max(0, next.size() - most), next.size()));
    }

    public int failures() {
        return (int) verdicts.stream().filter(verdict -> verdict == Verdict.FAILED).count();
    }
}
