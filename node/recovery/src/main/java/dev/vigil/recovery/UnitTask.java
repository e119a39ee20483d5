package dev.vigil.recovery;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.Ticks;
import dev.vigil.lcd.model.UnitId;

/**
 * What this node is doing with a unit; at most one at a time. Progress lives here and reaches the database at the end, in one
 * change, so that no store stands between two kit calls: until then the rows say "may be running", which is true all the while.
 * {@code scars}: resources that have failed here and stay marked so once they are out, with the reason.
 */
public record UnitTask(UnitId unit, Kind kind, Cause cause, SortedSet<Tag> tags, Progress progress,
        SortedMap<Tag, String> scars, After after, Asker asker, Ticks began) {

    /** What a task does. */
    public enum Kind {
        /** Restore {@code tags}, children first. */
        UP,
        /** Remove {@code tags}, parents first. */
        DOWN,
        /** Repair the one resource of {@code tags} where it is. */
        RECOVER,
        /** Check the one resource of {@code tags}, of which nobody knows whether it runs. */
        LOOK,
        /** Released; the node of {@code after} was told to take it. */
        HANDED,
        /** To be restored once the voters have granted the unit. */
        SEEK
    }

    /** How far it is; the texts are the words of the kits. */
    public record Progress(SortedSet<Tag> done, SortedMap<Tag, String> failed, SortedMap<Tag, String> doubtful) {

        static final Progress NONE = new Progress(new TreeSet<>(), new TreeMap<>(), new TreeMap<>());

        public Progress {
            done = Collections.unmodifiableSortedSet(new TreeSet<>(done));
            failed = Collections.unmodifiableSortedMap(new TreeMap<>(failed));
            doubtful = Collections.unmodifiableSortedMap(new TreeMap<>(doubtful));
        }

        boolean isClean() {
            return failed.isEmpty() && doubtful.isEmpty();
        }
    }

    public UnitTask {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        scars = Collections.unmodifiableSortedMap(new TreeMap<>(scars));
    }

    static UnitTask up(UnitId unit, SortedSet<Tag> tags, Cause cause, Asker asker, Ticks now) {
        return new UnitTask(unit, Kind.UP, cause, tags, Progress.NONE, new TreeMap<>(), After.REST, asker, now);
    }

    static UnitTask down(UnitId unit, SortedSet<Tag> tags, Cause cause, Ticks now) {
        return new UnitTask(unit, Kind.DOWN, cause, tags, Progress.NONE, new TreeMap<>(), After.REST, Asker.NOBODY, now);
    }

    UnitTask as(Kind next) {
        return new UnitTask(unit, next, cause, tags, progress, scars, after, asker, began);
    }

    UnitTask then(After next) {
        return new UnitTask(unit, kind, cause, tags, progress, scars, next, asker, began);
    }

    UnitTask askedBy(Asker next) {
        return new UnitTask(unit, kind, cause, tags, progress, scars, after, next, began);
    }

    UnitTask scarred(SortedMap<Tag, String> why) {
        return new UnitTask(unit, kind, cause, tags, progress, why, after, asker, began);
    }

    /** Failed and doubtful alike. */
    SortedMap<Tag, String> troubles() {
        SortedMap<Tag, String> all = new TreeMap<>(progress.failed());
        all.putAll(progress.doubtful());
        return all;
    }

    UnitTask done(Tag tag) {
        SortedSet<Tag> done = new TreeSet<>(progress.done());
        done.add(tag);
        return with(new Progress(done, progress.failed(), progress.doubtful()));
    }

    UnitTask failed(Tag tag, String why) {
        SortedMap<Tag, String> failed = new TreeMap<>(progress.failed());
        failed.put(tag, why);
        return with(new Progress(progress.done(), failed, progress.doubtful()));
    }

    UnitTask doubtful(Tag tag, String why) {
        SortedMap<Tag, String> doubtful = new TreeMap<>(progress.doubtful());
        doubtful.put(tag, why);
        return with(new Progress(progress.done(), progress.failed(), doubtful));
    }

    private UnitTask with(Progress next) {
        return new UnitTask(unit, kind, cause, tags, next, scars, after, asker, began);
    }
}
