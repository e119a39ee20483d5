package dev.vigil.server.notify;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.notify.dispatch.Dispatcher;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.receiver.Self;

/** What is told, and when: notes of this node at once, alarms when it is this node's turn. Used by one thread. */
final class Telling {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration REMIND = Duration.ofMinutes(1);
    /** A node that has just started knows little of its peers, and would take it for trouble. */
    private static final Duration LONGEST_CALM = Duration.ofSeconds(30);

    private final Self self;
    private final Supplier<Sight> sight;
    private final Dispatcher dispatcher;
    private final ToldExchange exchange;
    private final AlarmBook book;
    private final Standby standby = new Standby();
    private final Instant begun;
    private boolean isCalm = true;
    private Instant looked = Instant.EPOCH;
    private Instant reminded = Instant.EPOCH;
    private long sequence;

    Telling(Self self, Supplier<Sight> sight, Dispatcher dispatcher, ToldExchange exchange, AlarmBook book) {
        this.self = self;
        this.sight = sight;
        this.dispatcher = dispatcher;
        this.exchange = exchange;
        this.book = book;
        this.begun = sight.get().inside().now();
    }

    /** A note of this node. What it is about may have changed the alarms. */
    void happened(Notification.Happening.Noted noted) {
        NoteNotices.of(noted.entry(), self.origin().cluster(), sight.get().lcd()).ifPresent(dispatcher::tell);
        looked = Instant.EPOCH;
    }

    void taken(Notification.Happening.Taken taken) {
        Sight now = sight.get();
        List<NodeId> peers = now.liveness().peers().keySet().stream().filter(now::isAlive).toList();
        exchange.say(peers, taken.receiver(), taken.notices());
    }

    void peerTold(ToldExchange.Told told) {
        standby.taken(told.key(), told.phase(), told.receiver());
    }

    /** To be called often; looks at the alarms when it is time. */
    void turn() {
        dispatcher.watch();
        Sight now = sight.get();
        Instant at = now.inside().now();
        if (isCalm && !isCalmOver(now)) {
            return;
        }
        isCalm = false;
        if (!looked.plus(LOOK).isAfter(at)) {
            looked = at;
            book.look(Alarms.of(now), now::isAlive, at).forEach(turn -> tell(turn, at));
        }
        standby.due(at).forEach(due -> dispatcher.tell(due.receiver(), due.notice()));
        if (!reminded.plus(REMIND).isAfter(at)) {
            reminded = at;
            dispatcher.remind(book.mine(now::isAlive).stream().map(alarm -> notice(alarm, Phase.REPEATED, at)).toList(), at);
        }
    }

    private boolean isCalmOver(Sight now) {
        return !begun.plus(LONGEST_CALM).isAfter(now.inside().now()) || now.lcd().config().systems().stream()
                .allMatch(system -> system.node().equals(now.self()) || now.healthOf(system.node()) == PeerHealth.ALIVE);
    }

    private void tell(AlarmBook.Turn turn, Instant at) {
        Notice notice = notice(turn.alarm(), turn.phase(), at);
        if (turn.after().isZero()) {
            dispatcher.tell(notice);
        } else {
            standby.hold(notice, at.plus(turn.after()), dispatcher.receivers());
        }
    }

    private Notice notice(StandingAlarm alarm, Phase phase, Instant at) {
        sequence++;
        return new Notice(self.origin().node() + "-" + self.life() + "-alarm-" + sequence, at,
                new Notice.What(alarm.kind().code(), alarm.kind().area(), alarm.kind().severity(), phase, alarm.key()),
                new Notice.Place(self.origin().cluster(), alarm.subject().node().value(), alarm.subject().unit(),
                        alarm.subject().tag()),
                new Notice.Words(alarm.words().sentence(), "", phase == Phase.RESOLVED ? "" : alarm.words().advice()));
    }
}
