package dev.vigil.server.wiring;

import java.util.function.Consumer;

import dev.vigil.comm.CommManager;
import dev.vigil.lcd.model.Action;
import dev.vigil.lcd.model.Outcome;
import dev.vigil.lcd.model.UnitId;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.recovery.Decision;
import dev.vigil.recovery.Event;
import dev.vigil.server.fencing.FenceAgents;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.loop.Hands;
import dev.vigil.server.safety.SafetyQuestions;
import dev.vigil.server.voting.QuorumLoop;

/** The controller's hands: the network, the kits, the addresses, the operators, the history. */
final class ControllerHands implements Hands {
    private final CommManager comm;
    private final KitHost kits;
    private final LeasedAddresses addresses;
    private final Questions questions;
    private final HistoryWriter history;
    private final MachineEnd machine;
    private final FenceAgents fences;
    private final SafetyQuestions safety;
    private final QuorumLoop quorum;
    private final Consumer<Event> events;

    ControllerHands(CommManager comm, KitHost kits, LeasedAddresses addresses, People people, Powers powers) {
        this.comm = comm;
        this.kits = kits;
        this.addresses = addresses;
        this.questions = people.questions();
        this.history = people.history();
        this.machine = powers.machine();
        this.fences = powers.fences();
        this.safety = powers.safety();
        this.quorum = powers.quorum();
        this.events = powers.events();
    }

    /** Who asks, and who reads later. */
    record People(Questions questions, HistoryWriter history) {}

    /** What may be taken from this node, and what and whom it may end, or ask. */
    record Powers(MachineEnd machine, FenceAgents fences, SafetyQuestions safety, QuorumLoop quorum, Consumer<Event> events) {}

    @Override
    public void fence(Decision.Fence fence) {
        fences.fence(fence);
    }

    @Override
    public void abandonFence(Decision.AbandonFence fence) {
        fences.abandon(fence.number());
    }

    @Override
    public void askSafety(Decision.AskSafety question) {
        safety.ask(question);
    }

    @Override
    public void seekLease(Decision.SeekLease seek) {
        quorum.seek(seek);
    }

    @Override
    public void endLease(Decision.EndLease end) {
        quorum.end(end);
    }

    @Override
    public void certify(Decision.Certify certify) {
        quorum.certify(certify);
    }

    @Override
    public void tell(Decision.Tell tell) {
        comm.tell(tell.peer(), CommBridge.message(tell.note()));
    }

    @Override
    public void callKit(Decision.CallKit call) {
        boolean isStart = call.action() == Action.RESTORE || call.action() == Action.RECOVER;
        UnitId unit = call.target().resource().unit();
        if (isStart && !quorum.mayStart(unit)) { // RC-47: the guard would soon end it again
            events.accept(new Event.KitFinished(call.call(), new Outcome.Failed("not begun: the lease of " + unit + " is over")));
        } else {
            kits.call(call);
        }
    }

    @Override
    public void abandon(Decision.AbandonKitCall call) {
        kits.abandon(call.call());
    }

    @Override
    public void gate(Decision.Gate gate) {
        switch (gate.state()) {
            case SHUT -> addresses.suspend();
            case OPEN -> addresses.resume();
        }
    }

    @Override
    public void halt(Decision.Halt halt) {
        machine.end(halt.why());
    }

    @Override
    public void answer(Decision.Answer answer) {
        questions.answer(answer.id(), answer.reply());
    }

    @Override
    public void note(Decision.Noted noted) {
        history.write(noted.note());
    }
}
