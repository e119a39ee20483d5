package dev.vigil.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.vigil.lcd.model.Ticks;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The choice of the platform, and its clock. */
class PlatformTest {
    @Test
    void unknownSystemIsNamed() {
        String system = System.getProperty("os.name");
        System.setProperty("os.name", "OS/2");
        try {
            var refused = assertThrows(UnsupportedPlatformException.class, Platform::current);
            assertTrue(refused.getMessage().contains("\"OS/2\""), refused.getMessage());
        } finally {
            System.setProperty("os.name", system);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void clockStartsAtZeroAndGoesOnWithTheMachine() throws Exception {
        Platform platform = Platform.current();
        Ticks first = platform.clock().now();
        assertTrue(first.nanos() >= 0 && first.nanos() < Duration.ofSeconds(10).toNanos(), first.toString());
        long start = System.nanoTime();
        Ticks before = platform.clock().now();
        Thread.sleep(50);
        Duration passed = platform.clock().now().since(before);
        Duration reference = Duration.ofNanos(System.nanoTime() - start);
        assertTrue(passed.compareTo(Duration.ofMillis(49)) > 0 && passed.compareTo(reference) <= 0, passed + " of " + reference);
        assertTrue(Duration.between(platform.clock().wallTime(), Instant.now()).abs().compareTo(Duration.ofSeconds(5)) < 0);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void loopbackIsListed() {
        var listed = assertInstanceOf(InterfaceListing.Listed.class, Platform.current().addresses().interfaces());
        assertEquals(1, listed.interfaces().stream().filter(link -> link.name().equals("lo")).count());
    }
}
