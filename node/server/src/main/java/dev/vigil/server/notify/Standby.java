package dev.vigil.server.notify;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;

/** Notices that another node tells first: this one does so when it is due and nobody has said that the receiver took it. One thread. */
final class Standby {
    private static final int MOST = 2_000;

    private final List<Held> held = new ArrayList<>();

    private record Held(Notice notice, Instant due, TreeSet<String> receivers) {
        boolean isAbout(String key, Phase phase) {
            return notice.what().key().equals(key) && notice.what().phase() == phase;
        }
    }

    /** To tell one receiver after all. */
    record Due(String receiver, Notice notice) {}

    void hold(Notice notice, Instant due, List<String> receivers) {
        if (held.size() >= MOST) {
            held.removeFirst();
        }
        held.add(new Held(notice, due, new TreeSet<>(receivers)));
    }

    /** A peer says that the receiver took it. */
    void taken(String key, Phase phase, String receiver) {
        held.stream().filter(one -> one.isAbout(key, phase)).forEach(one -> one.receivers().remove(receiver));
        held.removeIf(one -> one.receivers().isEmpty());
    }

    List<Due> due(Instant now) {
        List<Due> due = new ArrayList<>();
        held.removeIf(one -> {
            if (one.due().isAfter(now)) {
                return false;
            }
            one.receivers().forEach(receiver -> due.add(new Due(receiver, one.notice())));
            return true;
        });
        return due;
    }
}
