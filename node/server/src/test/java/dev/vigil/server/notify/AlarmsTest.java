package dev.vigil.server.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.admin.NodeAdministration.LivenessView;
import dev.vigil.admin.NodeAdministration.PeerFigures;
import dev.vigil.comm.heartbeat.DetectionFigures;
import dev.vigil.comm.heartbeat.DetectionReason;
import dev.vigil.comm.heartbeat.PathHealth;
import dev.vigil.comm.heartbeat.PathStatistics;
import dev.vigil.comm.heartbeat.PeerHealth;
import dev.vigil.comm.heartbeat.PeerStatistics;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.PathId;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.Status;

/** Alpha owns the hierarchy web; bravo is its backup. */
final class AlarmsTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private static final PathId LAN = new PathId("lan1");
    private static final DetectionFigures NOT_MEASURED = new DetectionFigures(Duration.ofMillis(500), Duration.ofMillis(500),
            DetectionReason.USUAL, Duration.ZERO, true, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Config CONFIG = Config.of(new Revision(5), List.of(
            "cluster name=shop profile=default interval-ms=25 detection-ms=500", "system node=alpha admin=10.0.0.1:7742",
            "system node=bravo admin=10.0.0.2:7742",
            "path path=lan1 first=alpha first-address=10.0.0.1:1 second=bravo second-address=10.0.0.2:1",
            "type type=ip direction=REMOTE",
            "resource tag=web type=ip unit=web init=INIT_ISP switchback=INTELLIGENT local-recovery=yes",
            "instance tag=web node=alpha id=1 info=\"\" priority=1 quick-ms=0 deep-ms=0",
            "instance tag=web node=bravo id=1 info=\"\" priority=10 quick-ms=0 deep-ms=0").stream().map(Line::parse)
            .map(Rows::parseConfig).toList());

    private PeerHealth bravo = PeerHealth.ALIVE;
    private PathHealth path = PathHealth.ALIVE;
    private final Map<NodeId, ResourceState> states = new LinkedHashMap<>(
            Map.of(ALPHA, ResourceState.ISP, BRAVO, ResourceState.OSU));
    private Optional<String> storage = Optional.empty();
    private Duration certificate = Duration.ofDays(300);
    private boolean isOwned = true;

    private List<String> alarms() {
        TreeMap<NodeId, Status> statuses = new TreeMap<>();
        states.forEach((node, state) -> {
            List<String> rows = new ArrayList<>(List.of("state node=" + node + " tag=web state=" + state + " reason=broken"));
            if (node.equals(ALPHA)) {
                rows.add("ownership node=alpha unit=web epoch=" + new Epoch(3) + " held=" + (isOwned ? "yes" : "no"));
            }
            statuses.put(node, Status.of(new Incarnation(1, 1), new Revision(1),
                    rows.stream().map(Line::parse).map(Rows::parseStatus).toList()));
        });
        LivenessView view = new LivenessView(
                Map.of(BRAVO, new PeerFigures(false, new PeerStatistics(BRAVO, bravo, new Incarnation(1, 1), Duration.ZERO,
                        Duration.ZERO, NOT_MEASURED, 0, Optional.empty(), List.of()))),
                Map.of(LAN, new PathStatistics(LAN, BRAVO, path, Duration.ZERO, Duration.ZERO, 0, OptionalDouble.empty(),
                        Duration.ZERO, 0, 0, 0)),
                Duration.ZERO);
        return Alarms
                .of(new Sight(ALPHA, new LcdState(CONFIG, statuses), view,
                        new Sight.Inside(storage, Optional.empty(), NOW.plus(certificate), NOW)))
                .stream().map(alarm -> alarm.key() + " " + alarm.kind().severity() + " by " + alarm.telling().tellers()).toList();
    }

    @Test
    void aWholeClusterHasNone() {
        assertEquals(List.of(), alarms());
    }

    @Test
    void aDeadNodeIsOneAlarmAndItsPathsAreNone() {
        bravo = PeerHealth.DEAD;
        path = PathHealth.SILENT;
        assertEquals(List.of("node bravo ERROR by [alpha]", "redundancy web WARNING by [alpha, bravo]"), alarms());
        bravo = PeerHealth.DEAF;
        assertEquals("deaf bravo ERROR by [alpha]", alarms().getFirst());
    }

    @Test
    void aSilentPathToALivingNodeIsOne() {
        path = PathHealth.SILENT;
        assertEquals(List.of("path lan1 WARNING by [alpha, bravo]"), alarms());
    }

    @Test
    void theNodeOnWhichItFailedTellsFirst() {
        states.put(BRAVO, ResourceState.OSF);
        assertEquals(List.of("failed web on bravo ERROR by [bravo, alpha]", "redundancy web WARNING by [alpha, bravo]"),
                alarms());
    }

    @Test
    void aUnitThatShouldRunAndDoesNotIsCritical() {
        states.put(ALPHA, ResourceState.OSF);
        assertEquals(List.of("failed web on alpha ERROR by [alpha, bravo]", "unit web CRITICAL by [alpha, bravo]"), alarms());
        states.put(ALPHA, ResourceState.OSU);
        isOwned = false;
        assertEquals(List.of(), alarms(), "taken out of service in order");
    }

    @Test
    void doubtAndMissingProtectionAreToldOf() {
        states.put(ALPHA, ResourceState.ISU);
        assertEquals(List.of("unprotected web on alpha WARNING by [alpha, bravo]"), alarms());
        states.put(BRAVO, ResourceState.ILLSTATE);
        assertEquals("doubt web on bravo CRITICAL by [bravo, alpha]", alarms().get(1));
    }

    @Test
    void aNodeTellsOfItsOwnDiskAndCertificate() {
        storage = Optional.of("disk full");
        certificate = Duration.ofDays(29);
        assertEquals(List.of("storage alpha CRITICAL by [alpha]", "certificate alpha WARNING by [alpha]"), alarms());
        certificate = Duration.ofDays(6);
        assertEquals("certificate alpha ERROR by [alpha]", alarms().get(1));
    }
}
