package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.FlagName;
import dev.vigil.lcd.model.FlagRow;
import dev.vigil.lcd.model.Incarnation;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Occurrence;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Rows;
import dev.vigil.lcd.model.Status;
import dev.vigil.lcd.model.Tag;
import dev.vigil.protocol.admin.ChangeResourceRequest;
import dev.vigil.protocol.admin.FlagRequest;
import dev.vigil.protocol.admin.RunActionRequest;
import dev.vigil.protocol.admin.SendEventRequest;
import dev.vigil.protocol.admin.SetStateRequest;
import dev.vigil.recovery.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages about what exists become requests; values that cannot be are refused before anybody else sees them. */
class UpkeepRequestsTest {
    private static final NodeId BRAVO = new NodeId("bravo");
    static final FakeNode NODE = new FakeNode(lcd());
    private final UpkeepRequests requests = new UpkeepRequests(NODE);

    private static LcdState lcd() {
        List<ConfigRow> rows = List.of(
                "resource init=INIT_ISP local-recovery=yes switchback=INTELLIGENT tag=web type=web-server unit=web",
                "instance deep-ms=0 id=web info=\"\" node=alpha p.port=80 p.scheme=https priority=1 quick-ms=0 tag=web",
                "instance deep-ms=0 id=web info=\"\" node=bravo p.port=80 priority=2 quick-ms=0 tag=web").stream()
                .map(text -> Rows.parseConfig(Line.parse(text))).toList();
        TreeMap<NodeId, Status> statuses = new TreeMap<>();
        statuses.put(BRAVO,
                Status.of(new Incarnation(1, 0), new Revision(1), List.of(new FlagRow(BRAVO, new FlagName("!lock")))));
        return new LcdState(Config.of(new Revision(3), rows), statuses);
    }

    private static ChangeResourceRequest.Builder change() {
        return ChangeResourceRequest.newBuilder().setTag("web");
    }

    private Request.ChangeResource changed(ChangeResourceRequest.Builder question) {
        return (Request.ChangeResource) requests.change(question.build());
    }

    private String refused(ChangeResourceRequest.Builder question) {
        AdminRefusal refusal = assertThrows(AdminRefusal.class, () -> requests.change(question.build()));
        return refusal.code() + ": " + refusal.sentence();
    }

    @Test
    void onlyWhatIsGivenIsChanged() {
        Request.ChangeResource all = changed(change().putProperties("port", "81").addUnsetProperties("scheme").setId("w")
                .setInfo("").setPriority(7).setQuickCheckSeconds(0).setDeepCheckSeconds(60).setInitialization("init_osu")
                .setSwitchback("automatic").setLocalRecovery(false));
        assertEquals("{deep-ms=60000, id=w, info=, init=INIT_OSU, local-recovery=no, p.port=81, priority=7, quick-ms=0, "
                + "switchback=AUTOMATIC}", all.values().toString());
        assertEquals(List.of("scheme"), List.copyOf(all.unset()));
        assertTrue(all.node().isEmpty());
        assertEquals("{p.limit.restore=9}",
                changed(change().setNode("bravo").putProperties("limit.restore", "9")).values().toString());
    }

    @Test
    void valuesAreJudgedAsTheyWouldBe() {
        assertEquals("INVALID: Type web-server has no property colour.", refused(change().putProperties("colour", "red")));
        assertEquals("INVALID: Type web-server has no property colour.", refused(change().addUnsetProperties("colour")));
        assertEquals("INVALID: Resource web on alpha: port=x must be a number.", refused(change().putProperties("port", "x")));
        assertEquals("INVALID: Resource web on bravo: port=x must be a number.",
                refused(change().setNode("bravo").putProperties("port", "x")));
        assertEquals("INVALID: Resource web needs the property port on alpha.", refused(change().addUnsetProperties("port")));
        assertEquals("INVALID: The limit limit.restore is \"0\".", refused(change().putProperties("limit.restore", "0")));
        assertEquals("INVALID: a property cannot be set and unset at once",
                refused(change().putProperties("scheme", "a").addUnsetProperties("scheme")));
        assertEquals("INVALID: The info of web has 4001 characters.", refused(change().setInfo("x".repeat(4_001))));
        assertEquals("INVALID: The property port of web holds the control character U+001B at place 3.",
                refused(change().putProperties("port", "80\u001b[31m")));
        assertEquals("INVALID: The quick check of web would run every 32 days.",
                refused(change().setQuickCheckSeconds(32 * 86_400)));
        assertEquals("INVALID: priority 1025 is outside 1 to 1024", refused(change().setPriority(1025)));
        assertEquals("INVALID: an id cannot be empty", refused(change().setId("")));
        assertEquals("NOT_FOUND: There is no resource wob.", refused(change().setTag("wob")));
        assertTrue(refused(change().setSwitchback("soon")).startsWith("INVALID: \"soon\" is not one of"));
    }

    @ParameterizedTest
    @CsvSource({"quickCheck,QUICK_CHECK", "quickchk,QUICK_CHECK", "DEEPCHECK,DEEP_CHECK", "recover,RECOVER"})
    void actionsHaveTheNamesOfTheirScripts(String name, Action action) {
        assertEquals(new Request.RunAction(new Tag("web"), action),
                requests.runAction(RunActionRequest.newBuilder().setTag("web").setAction(name).build()));
    }

    @Test
    void otherActionsAndStatesAreRefused() {
        assertThrows(AdminRefusal.class,
                () -> requests.runAction(RunActionRequest.newBuilder().setTag("web").setAction("restore").build()));
        assertThrows(AdminRefusal.class, () -> requests.setState(SetStateRequest.newBuilder().setTag("web").build()));
        assertThrows(AdminRefusal.class,
                () -> requests.setState(SetStateRequest.newBuilder().setTag("web").setState("UP").build()));
    }

    @Test
    void anEventHasAClassAndANameOrNeither() {
        SendEventRequest plain = SendEventRequest.newBuilder().setTag("web").build();
        assertEquals(new Request.SendEvent(new Tag("web"), "reported from outside"), requests.sendEvent(plain));
        SendEventRequest whole = plain.toBuilder().setEventClass("gen").setEvent("failed").setDetail("gone")
                .putFacts("severity", "3").build();
        assertEquals(new Request.RaiseEvent(new Tag("web"), new Occurrence("gen", "failed", "gone",
                new TreeMap<>(Map.of(Occurrence.Fact.SEVERITY, "3")))), requests.sendEvent(whole));
        for (SendEventRequest wrong : List.of(whole.toBuilder().clearEvent().build(), whole.toBuilder().clearEventClass().build(),
                plain.toBuilder().putFacts("severity", "3").build(), whole.toBuilder().setEventClass("..").build(),
                whole.toBuilder().setEvent("a/b").build(), whole.toBuilder().putFacts("colour", "red").build())) {
            assertEquals(AdminRefusal.Code.INVALID,
                    assertThrows(AdminRefusal.class, () -> requests.sendEvent(wrong)).code());
        }
    }

    @Test
    void aFlagWithoutANodeIsOneOfTheNodeThatIsAsked() {
        assertEquals(new Request.SetFlag(new FlagName("!x"), new NodeId("alpha")),
                requests.setFlag(FlagRequest.newBuilder().setFlag("!x").build()));
        assertEquals(new Request.ClearFlag(new FlagName("x"), BRAVO),
                requests.clearFlag(FlagRequest.newBuilder().setFlag("x").setNode("bravo").build()));
    }

    @Test
    void theStatusHasTheFlagsOfAllNodes() {
        assertEquals(List.of("bravo !lock"), StatusAnswer.of(NODE).getFlagsList().stream()
                .map(flag -> flag.getNode() + " " + flag.getFlag()).toList());
    }
}
