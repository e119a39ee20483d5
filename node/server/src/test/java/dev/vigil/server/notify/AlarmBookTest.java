package dev.vigil.server.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.notify.notice.Area;
import dev.vigil.notify.notice.Notice;
import dev.vigil.notify.notice.Phase;
import dev.vigil.notify.notice.Severity;

final class AlarmBookTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final NodeId CHARLIE = new NodeId("charlie");
    private static final Instant T0 = Instant.parse("2026-03-04T05:06:07Z");

    private static StandingAlarm alarm(String key, Severity severity, Duration settle, NodeId... tellers) {
        return new StandingAlarm(key, new StandingAlarm.Kind("node-down", Area.NODE, severity),
                new StandingAlarm.Subject(CHARLIE, "", ""), new StandingAlarm.Words("It is down.", "Look."),
                new StandingAlarm.Telling(settle, List.of(tellers)));
    }

    private static List<String> words(List<AlarmBook.Turn> turns) {
        return turns.stream().map(turn -> turn.phase() + " " + turn.alarm().key() + " " + turn.after().toSeconds()).toList();
    }

    @Test
    void theFirstLivingNodeTellsAtOnceTheNextAMinuteLater() {
        List<StandingAlarm> down = List.of(alarm("node charlie", Severity.ERROR, Duration.ZERO, ALPHA, BRAVO));
        assertEquals(List.of("RAISED node charlie 0"), words(new AlarmBook(ALPHA).look(down, node -> true, T0)));
        assertEquals(List.of("RAISED node charlie 60"), words(new AlarmBook(BRAVO).look(down, node -> true, T0)));
        assertEquals(List.of("RAISED node charlie 0"),
                words(new AlarmBook(BRAVO).look(down, node -> !node.equals(ALPHA), T0)));
    }

    @Test
    void anAlarmIsRaisedOnceAndResolvedOnce() {
        AlarmBook book = new AlarmBook(ALPHA);
        List<StandingAlarm> down = List.of(alarm("node charlie", Severity.ERROR, Duration.ZERO, ALPHA));
        assertEquals(1, book.look(down, node -> true, T0).size());
        assertEquals(List.of(), book.look(down, node -> true, T0.plusSeconds(9)));
        assertEquals(1, book.mine(node -> true).size());
        assertEquals(List.of("RESOLVED node charlie 0"), words(book.look(List.of(), node -> true, T0.plusSeconds(10))));
        assertEquals(List.of(), book.look(List.of(), node -> true, T0.plusSeconds(11)));
    }

    @Test
    void whatPassesBeforeItSettlesIsNeverTold() {
        AlarmBook book = new AlarmBook(ALPHA);
        List<StandingAlarm> slow = List.of(alarm("unit web", Severity.CRITICAL, Duration.ofSeconds(30), ALPHA));
        assertEquals(List.of(), book.look(slow, node -> true, T0));
        assertEquals(List.of(), book.look(List.of(), node -> true, T0.plusSeconds(29)));
        assertEquals(List.of(), book.look(slow, node -> true, T0.plusSeconds(31)));
        assertEquals(1, book.look(slow, node -> true, T0.plusSeconds(61)).size());
    }

    @Test
    void anAlarmThatGrowsWorseIsRaisedAgain() {
        AlarmBook book = new AlarmBook(ALPHA);
        book.look(List.of(alarm("certificate alpha", Severity.WARNING, Duration.ZERO, ALPHA)), node -> true, T0);
        assertEquals(1, book.look(List.of(alarm("certificate alpha", Severity.ERROR, Duration.ZERO, ALPHA)), node -> true,
                T0.plusSeconds(5)).size());
    }

    @Test
    void aFormerLifesAlarmIsNotRaisedAgainAndIsResolved() {
        AlarmBook book = new AlarmBook(ALPHA);
        StandingAlarm down = alarm("node charlie", Severity.ERROR, Duration.ZERO, ALPHA);
        book.remember(down, T0);
        assertEquals(List.of(), book.look(List.of(down), node -> true, T0.plusSeconds(90)));
        assertEquals(1, book.look(List.of(), node -> true, T0.plusSeconds(91)).size());
    }

    @Test
    void whoStandsByTellsOnlyWhatNobodyHasTold() {
        Standby standby = new Standby();
        Notice notice = new Notice("bravo-1-alarm-1", T0,
                new Notice.What("node-down", Area.NODE, Severity.ERROR, Phase.RAISED, "node charlie"),
                new Notice.Place("shop", "charlie", "", ""), new Notice.Words("It is down.", "", ""));
        standby.hold(notice, T0.plusSeconds(60), List.of("mail", "hook"));
        assertEquals(List.of(), standby.due(T0.plusSeconds(59)));
        standby.taken("node charlie", Phase.RESOLVED, "hook");
        standby.taken("node charlie", Phase.RAISED, "mail");
        assertEquals(List.of(new Standby.Due("hook", notice)), standby.due(T0.plusSeconds(60)));
        assertEquals(List.of(), standby.due(T0.plusSeconds(600)));
    }

    @Test
    void whatPeersSayOfWhatTheyToldIsReadBack() {
        Notice notice = new Notice("a", T0, new Notice.What("c", Area.NODE, Severity.ERROR, Phase.RESOLVED, "node charlie"),
                new Notice.Place("shop", "charlie", "", ""), new Notice.Words("s", "", ""));
        List<ToldExchange.Told> told = new ArrayList<>();
        new ToldExchange((peer, message) -> ToldExchange.heard(new String(message.payload(), StandardCharsets.UTF_8)
                .lines().map(Line::parse).toList(), told::add)).say(List.of(BRAVO), "mail", List.of(notice));
        assertEquals(List.of(new ToldExchange.Told("node charlie", Phase.RESOLVED, "mail")), told);
    }
}
