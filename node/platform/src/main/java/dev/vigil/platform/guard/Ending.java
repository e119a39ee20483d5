package dev.vigil.platform.guard;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.KernelGate;
import dev.vigil.platform.Platform;
import dev.vigil.platform.ProcessOutcome;
import dev.vigil.platform.ProcessTable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** How the guard ends what a node held: first nothing answers any more, then nothing runs, then all of it is looked for once more. */
final class Ending {
    private static final byte[] NOBODYS = {(byte) 192, 0, 2, 1};
    private final KernelGate gate;
    private final Addresses addresses;
    private final ProcessTable table;

    Ending(Platform platform, String gateName) {
        gate = platform.gate(gateName);
        addresses = platform.addresses();
        table = platform.processTable();
    }

    /**
     * Returns when all is gone, or when the patience has ended; what is left then is in the report.
     *
     * @param known programs that are known to belong to the charge, so that these need not be looked for
     */
    Report.Acted carryOut(Charge charge, Collection<ProcessHandle> known, Report.Reason reason, Duration patience) {
        long began = System.nanoTime();
        gate.shut();
        Duration gateShut = since(began);
        known.forEach(ProcessHandle::destroyForcibly);
        int left = (int) charge.addresses().stream().filter(address -> !isRemoved(address)).count();
        ProcessOutcome.Ending ending = table.kill(new TreeSet<>(charge.holders()), known, patience);
        return new Report.Acted(reason, gateShut, ending.ended(), ending.survivors(), left, since(began));
    }

    /** What carries these marks, for the time when it has to be ended. */
    List<ProcessHandle> known(Charge charge) {
        return charge.holders().isEmpty() ? List.of() : table.carrying(new TreeSet<>(charge.holders()));
    }

    Report.Tried trial(String holder) {
        long began = System.nanoTime();
        ProcessOutcome.Ending ending = table.kill(Set.of(holder), List.of(), Duration.ofSeconds(2));
        return new Report.Tried(ending.ended(), ending.survivors(), since(began));
    }

    /** Nothing that the node held answers or runs: the gate has no purpose until a node makes it anew. */
    void removeGate() {
        gate.remove();
    }

    /** Does everything once that changes nothing, since what is done for the first time is slow. */
    void rehearse() {
        try {
            InetAddress nobodys = InetAddress.getByAddress(NOBODYS);
            gate.uncover(nobodys);
            addresses.removeAnyway(new AddressAssignment("lo", nobodys, 32, Optional.empty()));
            table.carrying(Set.of("rehearsal"));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private boolean isRemoved(AddressAssignment address) {
        AddressOutcome outcome = addresses.removeAnyway(address);
        return outcome instanceof AddressOutcome.Done || outcome instanceof AddressOutcome.NotPresent;
    }

    private static Duration since(long began) {
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
