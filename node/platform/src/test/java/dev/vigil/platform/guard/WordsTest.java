package dev.vigil.platform.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.Halt;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What node and guard tell each other is read as it was meant. */
class WordsTest {
    @Test
    void ordersAreReadAsTheyWereWritten() throws UnknownHostException {
        AddressAssignment four = new AddressAssignment("eth1", InetAddress.getByName("10.9.9.9"), 24, Optional.empty());
        AddressAssignment six = new AddressAssignment("br-0.7:1", InetAddress.getByName("fd00::9"), 64, Optional.empty());
        for (Order order : List.of(new Order.Setup("alpha", Halt.Method.SYSRQ),
                new Order.Take(new Charge(List.of(four, six), List.of("c/alpha/web", "c/alpha/db"),
                        List.of(new LastWord("10.0.0.2", 7741, "Vk/+="), new LastWord("fd00::2%3", 7741, "Vk")))),
                new Order.Take(Charge.NOTHING), new Order.Feed(7, 1, Long.MAX_VALUE, 0), new Order.Trial("trial/1"),
                new Order.Leave(5, Path.of("/home/a b/run/restart")), new Order.Bye())) {
            assertEquals(order, Order.parse(Order.print(order).toString()));
        }
    }

    @Test
    void reportsAreReadAsTheyWereWritten() {
        for (Report report : List.of(new Report.Ready(), new Report.Fed(7), new Report.Tried(3, 0, Duration.ofNanos(12_345)),
                new Report.Acted(Report.Reason.NODE_SILENT, Duration.ofNanos(9), 3, 1, 2, Duration.ofSeconds(2)))) {
            assertEquals(report, Report.parse(Report.print(report).toString()));
        }
    }

    @Test
    void nothingElseIsUnderstood() {
        assertThrows(IllegalArgumentException.class, () -> Order.parse("dance"));
        assertThrows(IllegalArgumentException.class, () -> Order.parse("take addresses=10.9.9.9/24 holders=\"\""));
        assertThrows(IllegalArgumentException.class, () -> Order.parse("feed number=7"));
        assertThrows(IllegalArgumentException.class, () -> Report.parse("OpenJDK 64-Bit Server VM warning: x"));
    }
}
