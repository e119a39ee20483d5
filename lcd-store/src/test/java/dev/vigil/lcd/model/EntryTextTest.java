package dev.vigil.lcd.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class EntryTextTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final Tag WEB = new Tag("web");
    private static final Tag IP = new Tag("web-ip");
    private static final UnitId UNIT = new UnitId("web");
    private static final Incarnation LIFE = new Incarnation(3, 0xabcdef);

    static final List<ConfigRow> CONFIG = List.of(new ClusterRow("shop", Timing.DEFAULT), new SystemRow(ALPHA, "10.0.0.1:7742"),
            new SystemRow(BRAVO, "10.0.0.2:7742", new SystemRow.Machine(1_000_004, "9f3c")),
            new PathRow(new PathId("alpha-bravo/lan1"), ALPHA, "10.0.0.1:7741", BRAVO, "10.0.0.2:7741"),
            new TypeRow(new TypeId("ip"), RecoveryDirection.REMOTE),
            new ResourceRow(IP, new TypeId("ip"), UNIT, Initialization.INIT_ISP, Switchback.INTELLIGENT, true),
            new InstanceRow(IP, ALPHA, "10.0.0.100", "a \"quoted\"\nsecond line \\ 日本", new Priority(1),
                    new InstanceRow.Checks(Duration.ofSeconds(5), Duration.ZERO),
                    new TreeMap<>(Map.of("interface", "eth1", "empty", ""))),
            new DependencyRow(WEB, IP), new ReceiverRow(new ReceiverName("ops"), "mail",
                    new TreeMap<>(Map.of("host", "mail.example.org", "to", "a@b, c@d")),
                    new TreeMap<>(Map.of("password", "c2VhbGVk"))),
            new FenceRow(new FenceName("alpha-pdu"), ALPHA, 1,
                    new FenceRow.Agent("/usr/sbin/fence_apc", FenceAction.OFF, Duration.ofSeconds(60)),
                    new TreeMap<>(Map.of("ip", "10.0.0.9", "plug", "3")), new TreeMap<>(Map.of("password", "c2VhbGVk"))),
            new FencingRow(FencingMode.REQUIRED, Duration.ofSeconds(5)));
    static final List<StatusRow> STATUS = List.of(new StateRow(ALPHA, IP, ResourceState.ISP, ""),
            new OwnershipRow(ALPHA, UNIT, new Epoch(7), true), new FlagRow(ALPHA, new FlagName("!nofailover!bravo")),
            new CertificateRow(ALPHA, BRAVO, new Incarnation(7, -2), CertificateRow.End.OFF, "bravo-pdu", 12),
            new RepairsRow(ALPHA, new Tag("web"), List.of(Ticks.ofMillis(5_000), Ticks.ofMillis(65_001))));

    @Test
    void everyEntryIsReadBackAsItWas() {
        List<Change> configChanges = CONFIG.stream().map(row -> (Change) new Change.Put(row)).toList();
        List<Entry> entries = List.of(new Entry.ConfigChanged(new Revision(4), configChanges),
                new Entry.ConfigChanged(new Revision(5), List.of(new Change.Remove(InstanceRow.keyOf(IP, ALPHA)))),
                new Entry.ConfigReplaced(Config.of(new Revision(9), CONFIG)),
                new Entry.StatusChanged(ALPHA, LIFE, new Revision(2),
                        STATUS.stream().map(row -> (Change) new Change.Put(row)).toList()),
                new Entry.StatusReplaced(ALPHA, Status.of(LIFE, new Revision(1), STATUS)),
                new Entry.Noted(new HistoryEntry(ALPHA, LIFE, 12, Instant.parse("2026-11-22T10:00:00.123456789Z"), new Ticks(5),
                        Line.of("peer-dead").with("peer", "bravo").with("silence-ms", 512))));
        for (Entry entry : entries) {
            assertEquals(entry, EntryText.parse(EntryText.print(entry)));
        }
    }

    @Test
    void whatANewerNodeSaysOfItselfBeyondThisVersionIsLeftOut() {
        Status known = Status.of(LIFE, new Revision(1), STATUS);
        List<Line> whole = new ArrayList<>(EntryText.lines(new Entry.StatusReplaced(ALPHA, known)));
        whole.set(1, whole.get(1).with("since-9.9", "x"));
        whole.add(Line.of("mood").with("node", ALPHA).with("mood", "sunny"));
        assertEquals(new Entry.StatusReplaced(ALPHA, known), EntryText.parse(whole));
        List<Line> change = EntryText.lines(new Entry.StatusChanged(ALPHA, LIFE, new Revision(2), List.of()));
        change.addAll(List.of(Line.parse("mood node=alpha mood=rainy"), Line.parse("remove kind=mood name=x")));
        Entry.StatusChanged read = (Entry.StatusChanged) EntryText.parse(change);
        assertEquals(List.of(new Change.Remove(new RowKey("mood", "x"))), read.changes());
    }

    @Test
    void theConfigurationIsReadWholeOrNotAtAll() {
        for (String unknown : List.of("dependency parent=web child=web-ip since=9.9", "tenant name=x")) {
            var refused = assertThrows(IllegalArgumentException.class, () -> Rows.parseConfig(Line.parse(unknown)));
            assertTrue(
                    refused.getMessage().contains("since= is not known")
                            || refused.getMessage().contains("\"tenant\" is not a kind"),
                    refused.getMessage());
        }
    }

    @Test
    void aMissingNameIsNamed() {
        var missing = assertThrows(IllegalArgumentException.class, () -> Rows.parse(Line.parse("dependency parent=web")));
        assertEquals("dependency: child= is missing", missing.getMessage());
    }

    @Test
    void badTextNamesTheColumn() {
        for (String bad : List.of("", "=", "a b", "a b=\"x", "a b=\"\\q\"", "a b=x b=y", "a b=x\"", "a  =x")) {
            var wrong = assertThrows(IllegalArgumentException.class, () -> Line.parse(bad), bad);
            assertTrue(wrong.getMessage().startsWith("column "), wrong.getMessage());
        }
    }

    @Test
    void aDeltaThatDoesNotFollowIsRefused() {
        LcdState state = LcdState.EMPTY.apply(new Entry.StatusReplaced(ALPHA, Status.of(LIFE, new Revision(1), STATUS)));
        assertEquals(new Epoch(7), state.highestEpoch(UNIT));
        assertThrows(IllegalArgumentException.class,
                () -> state.apply(new Entry.StatusChanged(ALPHA, LIFE, new Revision(3), List.of())));
        assertThrows(IllegalArgumentException.class,
                () -> state.apply(new Entry.StatusChanged(ALPHA, new Incarnation(4, 1), new Revision(2), List.of())));
        assertThrows(IllegalArgumentException.class, () -> state.apply(new Entry.ConfigChanged(new Revision(2), List.of())));
    }
}
