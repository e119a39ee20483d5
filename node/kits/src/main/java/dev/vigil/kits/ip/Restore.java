package dev.vigil.kits.ip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import dev.vigil.kit.ActionCall;
import dev.vigil.kit.ActionCall.Caution;
import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.HoldOutcome;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.ProbeOutcome;

/**
 * Brings one address in service: looks for another user as long as there is time, adds, announces.
 *
 * @param isEnded whether terminate was called; then what was added is taken away again
 * @param announce begins to announce, and knows how far the network was asked
 */
record Restore(FloatingAddress wanted, NetworkPorts ports, AddressAssignment assignment, BooleanSupplier isEnded,
        Consumer<Caution> announce) {

    static final String SUSPENDED = "this node stood still and has let go of its addresses until its peers have confirmed them";
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    Answer run(ActionCall call, InterfaceState home, long began) {
        Caution chosen = DuplicateCheck.caution(wanted.duplicateCheck(), call.caution());
        // where nobody can be asked, on loopback and the like, nobody else can be there
        Caution caution = home.speaksArp() ? chosen : Caution.FULL;
        boolean asksFirst = caution == Caution.FULL && home.speaksArp();
        if (asksFirst) {
            call.progress().accept("asking the network whether another machine uses " + wanted.text());
            Optional<String> conflict = taken(probe(DuplicateCheck.FULL));
            if (conflict.isPresent()) {
                return Answers.failed(conflict.get());
            }
            if (isEnded.getAsBoolean()) {
                return Answers.failed("ended before the address " + wanted.text() + " was added");
            }
        }
        boolean asksBeside = caution == Caution.BRIEF;
        CompletableFuture<ProbeOutcome> asked = asksBeside ? askBeside() : new CompletableFuture<>();
        Optional<Answer> refusal = hold(call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        announce.accept(caution);
        if (asksBeside) {
            call.progress().accept("added; asking the network whether another machine uses " + wanted.text());
            return judge(asked.join(), call, began);
        }
        return isEnded.getAsBoolean() ? takeBack("ended while it was added") : IpAgent.done(began);
    }

    private CompletableFuture<ProbeOutcome> askBeside() {
        CompletableFuture<ProbeOutcome> asked = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("probe-" + wanted.text()).start(() -> {
            try {
                asked.complete(probe(DuplicateCheck.BRIEF));
            } catch (RuntimeException broken) {
                asked.complete(new ProbeOutcome.CannotTell(broken.toString()));
            }
        });
        return asked;
    }

    /** Goes on asking while somebody answers: it may be the kernel of the node that failed, until its lifetime has run out. */
    private Answer judge(ProbeOutcome first, ActionCall call, long began) {
        ProbeOutcome outcome = first;
        while (outcome instanceof ProbeOutcome.Taken && System.nanoTime() - began < DuplicateCheck.PATIENCE.toNanos()
                && !isEnded.getAsBoolean()) {
            call.progress().accept(conflict((ProbeOutcome.Taken) outcome) + "; waiting for it to let go");
            LockSupport.parkNanos(DuplicateCheck.BRIEF.toNanos()); // an answer comes at once: without this it is a flood of questions
            outcome = probe(DuplicateCheck.BRIEF);
        }
        if (isEnded.getAsBoolean()) {
            return takeBack("ended while the network was asked");
        }
        return taken(outcome).map(this::takeBack).orElseGet(() -> IpAgent.done(began));
    }

    private ProbeOutcome probe(Duration limit) {
        return ports.probe().probe(assignment.interfaceName(), wanted.address(), limit);
    }

    private Optional<String> taken(ProbeOutcome outcome) {
        return outcome instanceof ProbeOutcome.Taken taken ? Optional.of(conflict(taken)) : Optional.empty();
    }

    private String conflict(ProbeOutcome.Taken taken) {
        return conflict(wanted, assignment.interfaceName(), taken);
    }

    static String conflict(FloatingAddress wanted, String interfaceName, ProbeOutcome.Taken taken) {
        return "the address " + wanted.text()
                + (taken.sign() == ProbeOutcome.Sign.USES ? " is used by" : " is wanted at this moment by")
                + " another machine, with the hardware address " + taken.by() + ", seen on " + interfaceName;
    }

    /** A node that stood still adds nothing until its peers have spoken: that takes as long as they do, and is no failure of the address. */
    private Optional<Answer> hold(ActionCall call) {
        HoldOutcome outcome = ports.leases().hold(assignment);
        while (outcome instanceof HoldOutcome.Suspended && !isEnded.getAsBoolean()) {
            call.progress().accept(SUSPENDED);
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            outcome = ports.leases().hold(assignment);
        }
        return switch (outcome) {
            case HoldOutcome.Held held -> Optional.empty();
            case HoldOutcome.Suspended suspended ->
                Optional.of(Answers.failed("the address " + wanted.text() + " was not added: " + SUSPENDED));
            case HoldOutcome.Refused(AddressOutcome why) -> Optional.of(refused(why));
        };
    }

    private Answer refused(AddressOutcome outcome) {
        return switch (outcome) {
            case AddressOutcome.AlreadyPresent there ->
                Answers.failed(assignment + " is there already, put there by somebody else");
            case AddressOutcome.Failed(var fault) -> Answers.failed(assignment + " cannot be added: " + fault.text());
            case AddressOutcome.Unknown(var fault) -> Answers.unknown(assignment + " may have been added: " + fault.text());
            case AddressOutcome.Done done -> Answers.unknown(assignment + " may have been added");
            case AddressOutcome.NotPresent gone -> Answers.failed(assignment + " was not added");
            case AddressOutcome.NotOurs foreign -> Answers.failed(assignment + " was not added");
        };
    }

    private Answer takeBack(String why) {
        AddressOutcome outcome = ports.leases().release(assignment);
        boolean isGone = outcome instanceof AddressOutcome.Done || outcome instanceof AddressOutcome.NotPresent;
        return isGone
                ? Answers.failed(why + "; " + assignment + " was taken away again")
                : Answers.unknown(why + "; whether " + assignment + " was taken away again is not known");
    }
}
