package dev.vigil.kits.ip;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

import dev.vigil.kit.Answer;
import dev.vigil.kit.Answers;
import dev.vigil.platform.AddressText;
import dev.vigil.platform.EchoOutcome;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.InterfaceState;
import dev.vigil.platform.ProbeOutcome;

/** Looks whether an address serves: its link, its place, its other users, and whether anybody answers through it. */
record Health(FloatingAddress wanted, NetworkPorts ports, Holding holding, BooleanSupplier isEnded) {

    private static final int TRIES = 3;
    private static final Duration TRY = Duration.ofSeconds(1);

    /** The interface that has the address, or else the one that should. */
    String current(List<InterfaceState> interfaces) {
        return holding.now().map(held -> held.interfaceName()).or(() -> wanted.place(interfaces).map(place -> place.on().name()))
                .filter(wanted.interfaceNames()::contains).orElseGet(wanted.interfaceNames()::getFirst);
    }

    /** What a look at this machine finds wrong. */
    Optional<String> trouble(List<InterfaceState> interfaces) {
        String name = current(interfaces);
        Optional<InterfaceState> home = FloatingAddress.find(name, interfaces);
        if (home.isEmpty()) {
            return Optional.of(wanted.noInterface(name, interfaces));
        }
        return link(home.get()).or(() -> standing(home.get()));
    }

    private Optional<String> standing(InterfaceState home) {
        Optional<FloatingAddress.Place> place = wanted.place(List.of(home));
        if (place.isEmpty()) {
            return Optional.of("the address " + wanted.text() + " is not on " + home.name());
        }
        return place.filter(there -> there.as().isDuplicate())
                .map(there -> there + " is not used by this machine, since it has found another one that uses it");
    }

    static Optional<String> link(InterfaceState home) {
        if (!home.isUp()) {
            return Optional.of("the interface " + home.name() + " is switched off");
        }
        return home.hasCarrier()
                ? Optional.empty()
                : Optional.of("the interface " + home.name() + " has no link: the cable or the switch");
    }

    /** Whether another machine uses the address, and then whether anybody answers. */
    Answer deep(List<InterfaceState> interfaces, long began) {
        String name = current(interfaces);
        boolean canAsk = FloatingAddress.find(name, interfaces).filter(InterfaceState::speaksArp).isPresent();
        if (!canAsk) {
            return echo(name, began);
        }
        return switch (ports.probe().probe(name, wanted.address(), DuplicateCheck.BRIEF)) {
            case ProbeOutcome.Free free -> echo(name, began);
            case ProbeOutcome.Taken taken -> Answers.failed(Restore.conflict(wanted, name, taken));
            case ProbeOutcome.CannotTell(String reason) -> Answers.unknown("whether another machine uses " + wanted.text()
                    + " cannot be told: " + reason);
        };
    }

    /** One answer of the ping list is enough; with no list there is nobody to ask. */
    Answer echo(String interfaceName, long began) {
        if (wanted.pingList().isEmpty()) {
            return IpAgent.done(began);
        }
        var question = new EchoProbe.Question(interfaceName, wanted.address(), wanted.pingList(), TRY);
        String trouble = "";
        for (int tries = 0; tries < TRIES; tries++) {
            if (isEnded.getAsBoolean()) {
                return Answers.unknown("ended while the ping list was asked");
            }
            switch (ports.echo().ask(question)) {
                case EchoOutcome.Answered answered -> {
                    return IpAgent.done(began);
                }
                case EchoOutcome.Silent(String why) -> trouble = why;
                case EchoOutcome.CannotTell(var fault) -> {
                    return Answers.unknown("the ping list cannot be asked: " + fault);
                }
            }
        }
        String hosts = wanted.pingList().stream().map(AddressText::of).collect(Collectors.joining(", "));
        return Answers.failed("nobody of the ping list answers " + wanted.text() + " over " + interfaceName + ": " + hosts
                + (trouble.isEmpty() ? "" : " (" + trouble + ")"));
    }
}
