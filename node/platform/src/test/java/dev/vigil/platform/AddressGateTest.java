package dev.vigil.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.Ticks;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the kernel is told about the gate, on a clock of the test. */
class AddressGateTest {
    private static final InetAddress ADDRESS = FakeAddresses.floating(1).address();
    private final FakeGate kernel = new FakeGate();
    private Ticks now = Ticks.ofMillis(10_000);
    private Ticks afterTheCall = Ticks.ZERO;
    private final AddressGate gate = new AddressGate(kernel, new Clock() {
        @Override
        public Ticks now() {
            Ticks told = now;
            now = now.isBefore(afterTheCall) ? afterTheCall : now;
            return told;
        }

        @Override
        public long machineNanos(Ticks moment) {
            return moment.nanos();
        }

        @Override
        public Instant wallTime() {
            return Instant.EPOCH;
        }
    });

    private void prove(long millis) {
        gate.proved(now.plus(Duration.ofMillis(millis)));
    }

    @Test
    void whatIsProvedOpensItForSoLong() {
        gate.install(List.of());
        prove(450);
        gate.cover(ADDRESS);
        prove(440);
        assertEquals(List.of("install", "cover 10.9.9.1", "open 1 for 450", "open 1 for 440"), kernel.told);
        assertEquals(Optional.empty(), gate.trouble());
    }

    @Test
    void shutStaysShutWhateverIsProved() {
        gate.install(List.of());
        gate.cover(ADDRESS);
        gate.shut();
        prove(450);
        assertEquals(List.of("install", "cover 10.9.9.1", "shut"), kernel.told);
        gate.reopen();
        assertEquals("open 1 for 450", kernel.told.getLast());
    }

    @Test
    void whatWasProvedTooLongAgoOpensNothing() {
        gate.install(List.of());
        gate.cover(ADDRESS);
        gate.proved(now);
        assertEquals(List.of("install", "cover 10.9.9.1"), kernel.told);
    }

    /** The process stood still between its look at the clock and the kernel's answer. */
    @Test
    void whatCameTooLateIsShutAtOnce() {
        gate.install(List.of());
        gate.cover(ADDRESS);
        afterTheCall = now.plus(Duration.ofSeconds(9));
        prove(450);
        assertEquals(List.of("open 1 for 450", "shut"), kernel.told.subList(2, 4));
    }

    @Test
    void aKernelWithoutAGateIsAskedNothingMore() {
        kernel.fault = Optional.of(new SystemFault("nft", 2, "ENOENT", "not there"));
        gate.install(List.of());
        prove(450);
        gate.cover(ADDRESS);
        gate.shut();
        gate.uncover(ADDRESS);
        assertEquals(List.of("install"), kernel.told);
        assertTrue(gate.trouble().orElse("").contains("not there"));
    }

    /** A firewall that is loaded anew may have thrown the tables away. */
    @Test
    void aGateThatIsGoneIsPutThereAgain() {
        gate.install(List.of());
        gate.cover(ADDRESS);
        kernel.fault = Optional.of(new SystemFault("open the gate", 2, "ENOENT", "no such table"));
        prove(450);
        assertEquals("open 1 for 450", kernel.told.getLast());
        assertTrue(gate.trouble().isPresent());
        now = now.plus(Duration.ofSeconds(6));
        kernel.healsAtInstall = true;
        prove(450);
        assertEquals(List.of("open 1 for 450", "install", "open 1 for 450"), kernel.told.subList(3, 6));
        assertEquals(Optional.empty(), gate.trouble());
    }
}
