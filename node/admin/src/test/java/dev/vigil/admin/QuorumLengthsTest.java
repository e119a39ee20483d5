package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.vigil.lcd.model.Timing;

final class QuorumLengthsTest {
    private static QuorumLengths lengths(long lease, long kill, long tick) {
        return new QuorumLengths(Duration.ofMillis(lease), Duration.ofMillis(kill), Duration.ofMillis(tick));
    }

    @ParameterizedTest
    @CsvSource({"default,25,500,1000,250,50", "fast,5,110,300,80,15", "adaptive,50,2000,4000,1000,200",
            "steady,25,600,1200,300,60", "tiny,1,3,6,1,1"})
    void followTheProfile(String profile, long interval, long detection, long lease, long kill, long tick) {
        Timing timing = new Timing(profile, Duration.ofMillis(interval), Duration.ofMillis(detection));
        assertEquals(lengths(lease, kill, tick), QuorumLengths.of(timing));
    }

    @ParameterizedTest
    @CsvSource({"0,0,0,1000,250,50", "2000,0,0,2000,250,50", "0,100,0,1000,100,50", "3000,500,20,3000,500,20"})
    void areThoseThatAreGiven(long lease, long kill, long tick, long leaseThen, long killThen, long tickThen) {
        assertEquals(lengths(leaseThen, killThen, tickThen), QuorumLengths.of(Timing.DEFAULT).with(lease, kill, tick));
    }
}
