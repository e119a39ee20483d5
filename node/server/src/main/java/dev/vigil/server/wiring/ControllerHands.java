package dev.vigil.server.wiring;

import dev.vigil.comm.CommManager;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.recovery.Decision;
import dev.vigil.server.kithost.KitHost;
import dev.vigil.server.loop.Hands;
import dev.vigil.server.voting.QuorumLoop;

/** The controller's hands: the network, the kits, the addresses, the operators, the history. */
final class ControllerHands implements Hands {
    private final CommManager comm;
    private final KitHost kits;
    private final LeasedAddresses addresses;
    private final Questions questions;
    private final HistoryWriter history;
    private final MachineEnd machine;
    private final QuorumLoop quorum;

    ControllerHands(CommManager comm, KitHost kits, LeasedAddresses addresses, People people, Powers powers) {
        this.comm = comm;
        this.kits = kits;
        this.addresses = addresses;
        this.questions = people.questions();
        this.history = people.history();
        this.machine = powers.machine();
        this.quorum = powers.quorum();
    }

    /** Who asks, and who reads later. */
    record People(Questions questions, HistoryWriter history) {}

    /** What may be taken from this node, and what it may end. */
    record Powers(MachineEnd machine, QuorumLoop quorum) {}

    @Override
    public void seekLease(Decision.SeekLease seek) {
        quorum.seek(seek);
    }

    @Override
    public void endLease(Decision.EndLease end) {
        quorum.end(end);
    }

    @Override
    public void tell(Decision.Tell tell) {
        comm.tell(tell.peer(), CommBridge.message(tell.note()));
    }

    @Override
    public void callKit(Decision.CallKit call) {
        kits.call(call);
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
