package dev.vigil.server.guarding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.Epoch;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.Initialization;
import dev.vigil.lcd.model.InstanceRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.OwnershipRow;
import dev.vigil.lcd.model.Priority;
import dev.vigil.lcd.model.QuorumMode;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.ResourceRow;
import dev.vigil.lcd.model.ResourceState;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.StateRow;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.StatusRow;
import dev.vigil.lcd.model.Switchback;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.lcd.model.Tag;
import dev.vigil.lcd.model.TypeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.server.kithost.Holders;

/** What a guard is given to end, by who owns what. */
class ChargeOfTest {
    private static final NodeId ALPHA = new NodeId("alpha");
    private static final NodeId BRAVO = new NodeId("bravo");
    private final List<ConfigRow> config = new ArrayList<>();
    private final List<StatusRow> status = new ArrayList<>();

    private final TreeMap<String, String> properties = new TreeMap<>();

    private void resource(String tag, String type, NodeId... nodes) {
        config.add(new ResourceRow(new Tag(tag), new TypeId(type), new UnitId(tag), Initialization.INIT_ISP,
                Switchback.INTELLIGENT, true));
        for (NodeId node : nodes) {
            config.add(new InstanceRow(new Tag(tag), node, tag, "", new Priority(node.equals(ALPHA) ? 1 : 2),
                    InstanceRow.Checks.NONE, properties));
        }
    }

    private void owns(String unit, boolean isHeld, ResourceState state) {
        status.add(new OwnershipRow(ALPHA, new UnitId(unit), new Epoch(7), isHeld));
        status.add(new StateRow(ALPHA, new Tag(unit), state, ""));
    }

    private List<String> holders(UnitId... leased) {
        TreeMap<NodeId, Status> statuses = new TreeMap<>();
        statuses.put(ALPHA, Status.of(Incarnation.NONE, Revision.ZERO, status));
        LcdState lcd = new LcdState(Config.of(Revision.ZERO, config), statuses);
        return new ChargeOf(ALPHA, new Holders("0123456789abcdef", ALPHA), type -> type.value().equals("generic"))
                .of(lcd, List.of(), List.of(), Set.of(leased)).holders();
    }

    @Test
    void whatAnotherNodeWouldStartIsEnded() {
        resource("web", "generic", ALPHA, BRAVO);
        owns("web", true, ResourceState.ISP);
        assertEquals(List.of("0123456789ab/alpha/web"), holders());
    }

    @Test
    void aResourceThatIsBeingStartedIsEndedToo() {
        resource("web", "generic", ALPHA, BRAVO);
        owns("web", true, ResourceState.ILLSTATE);
        assertEquals(List.of("0123456789ab/alpha/web"), holders());
    }

    @Test
    void whatNobodyElseHasGoesOn() {
        resource("web", "generic", ALPHA);
        owns("web", true, ResourceState.ISP);
        assertEquals(List.of(), holders());
    }

    @Test
    void whatRunsUnprotectedGoesOn() {
        resource("web", "generic", ALPHA, BRAVO);
        owns("web", true, ResourceState.ISU);
        assertEquals(List.of(), holders());
    }

    @Test
    void whatIsKeptUntilThisNodeIsFencedGoesOnByMajority() {
        config.add(new SystemRow(ALPHA, "alpha:7742"));
        config.add(new SystemRow(BRAVO, "bravo:7742"));
        properties.put("policy.lease-loss", "fence");
        resource("web", "generic", ALPHA, BRAVO);
        owns("web", true, ResourceState.ISP);
        assertEquals(List.of("0123456789ab/alpha/web"), holders(), "with quorum off nobody fences for it");
        config.add(new QuorumRow(QuorumMode.MAJORITY, 1, new TreeSet<>(List.of(ALPHA, BRAVO, new NodeId("whisky"))),
                Duration.ofMillis(1000), Duration.ofMillis(250), Duration.ofMillis(50)));
        assertEquals(List.of(), holders());
        assertEquals(List.of("0123456789ab/alpha/web"), holders(new UnitId("web")), "the voters have yet to agree to that");
        properties.clear();
        resource("mail", "generic", ALPHA, BRAVO);
        owns("mail", true, ResourceState.ISP);
        assertEquals(List.of("0123456789ab/alpha/mail"), holders());
    }

    @Test
    void whatWasReleasedAndWhatHasNoProgramsIsNotListed() {
        resource("web", "generic", ALPHA, BRAVO);
        resource("ip", "ip", ALPHA, BRAVO);
        owns("web", false, ResourceState.OSU);
        owns("ip", true, ResourceState.ISP);
        assertEquals(List.of(), holders());
    }
}
