package dev.vigil.server.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.vigil.kits.ip.IpKit;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.MacAddress;
import dev.vigil.platform.ProbeOutcome;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.recovery.SafetyAnswer;
import dev.vigil.recovery.text.BlockText;
import dev.vigil.recovery.text.GivenText;
import dev.vigil.server.kithost.KitCatalog;

/** The answers of a network to questions about two addresses. */
class SafetyQuestionsTest {
    private static final List<String> LINES = List.of("resource tag=web-ip type=ip id=10.0.0.5 p.interface=eth1",
            "resource tag=web-ip6 type=ip id=fd00::5 p.interface=eth1 p.backupInterface=eth2 unit=web-ip needs=web-ip",
            "resource tag=away type=ip id=10.0.0.6 p.interface=eth1 p.restoreMode=off");
    private static final MacAddress OTHER = MacAddress.of(new byte[]{2, 0, 0, 0, 0, 1});
    private static final ProbeOutcome FREE = new ProbeOutcome.Free(3, Duration.ofMillis(75));
    private static final ProbeOutcome UNHEARD = new ProbeOutcome.CannotTell("the cable is out");

    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private DuplicateProbe network = (interfaceName, address, limit) -> FREE;
    private final SafetyQuestions questions = new SafetyQuestions(new NodeId("bravo"), new SafetyQuestions.Ground(
            () -> GivenText.parse(BlockText.parse(LINES)).lcd().config(), KitCatalog.of(List.of(new IpKit())), this::probe,
            () -> Duration.ofMillis(300)), events::add);

    private ProbeOutcome probe(String interfaceName, InetAddress address, Duration limit) {
        asked.add(interfaceName + " " + address.getHostAddress());
        return network.probe(interfaceName, address, limit);
    }

    @AfterEach
    void close() {
        questions.close();
    }

    private SafetyAnswer answer(String unit) throws InterruptedException {
        questions.ask(new Decision.AskSafety(7, new UnitId(unit)));
        Event.SafetyAnswered answered = assertInstanceOf(Event.SafetyAnswered.class, events.poll(10, TimeUnit.SECONDS));
        assertEquals(7, answered.number());
        return answered.answer();
    }

    @Test
    void everyAddressIsAskedForOnEveryInterface() throws InterruptedException {
        assertEquals(new SafetyAnswer.Nobody(), answer("web-ip"));
        assertEquals(List.of("eth1 10.0.0.5", "eth1 fd00:0:0:0:0:0:0:5", "eth2 fd00:0:0:0:0:0:0:5"),
                asked.stream().sorted().toList());
    }

    @Test
    void oneThatAnswersIsEnough() throws InterruptedException {
        network = (name, address, limit) -> address.getHostAddress().equals("10.0.0.5")
                ? new ProbeOutcome.Taken(OTHER, ProbeOutcome.Sign.USES)
                : UNHEARD;
        assertEquals(new SafetyAnswer.Somebody("10.0.0.5 (" + OTHER + ")"), answer("web-ip"));
    }

    @Test
    void anotherThatOnlyAsksIsNobody() throws InterruptedException {
        network = (name, address, limit) -> new ProbeOutcome.Taken(OTHER, ProbeOutcome.Sign.PROBES);
        assertEquals(new SafetyAnswer.Nobody(), answer("web-ip"));
    }

    @Test
    void oneInterfaceWithoutACableHindersNothing() throws InterruptedException {
        network = (name, address, limit) -> name.equals("eth2") ? UNHEARD : FREE;
        assertEquals(new SafetyAnswer.Nobody(), answer("web-ip"));
        network = (name, address, limit) -> UNHEARD;
        assertInstanceOf(SafetyAnswer.Unknown.class, answer("web-ip"));
    }

    @Test
    void whatHasNoAddressHereCannotBeAskedFor() throws InterruptedException {
        assertInstanceOf(SafetyAnswer.Unknown.class, answer("away"));
    }

    @Test
    void aProbeThatThrowsHidesNobody() throws InterruptedException {
        network = (name, address, limit) -> {
            if (name.equals("eth2")) {
                throw new IllegalStateException("broken");
            }
            return address.getHostAddress().equals("10.0.0.5") ? new ProbeOutcome.Taken(OTHER, ProbeOutcome.Sign.USES) : FREE;
        };
        assertEquals(new SafetyAnswer.Somebody("10.0.0.5 (" + OTHER + ")"), answer("web-ip"));
    }

    @Test
    void aProbeThatThrowsIsAnsweredToo() throws InterruptedException {
        network = (name, address, limit) -> {
            throw new IllegalStateException("broken");
        };
        assertInstanceOf(SafetyAnswer.Unknown.class, answer("web-ip"));
    }
}
