package dev.vigil.server.wiring;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.vigil.lcd.model.HistoryEntry;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.server.kithost.ActionTimes;

/** What nodes tell each other for people: what cannot be read is refused by an {@link IllegalArgumentException}. */
public final class ExchangeFuzz {
    private static final NodeId ALPHA = new NodeId("alpha");

    private ExchangeFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        try {
            List<Line> lines = new String(input, StandardCharsets.UTF_8).lines().map(Line::parse).toList();
            List<HistoryEntry> entries = HistoryExchange.read(ALPHA, lines);
            if (!HistoryExchange.read(ALPHA, entries.stream().map(HistoryExchange::print).toList()).equals(entries)) {
                throw new AssertionError("read back otherwise: " + entries);
            }
            FindingText.parse(ALPHA, lines);
            new ActionTimes().remember(lines);
        } catch (IllegalArgumentException refused) {
            return;
        }
    }

    public static List<byte[]> seeds() {
        return Stream.of(
                "event life=1:7 nanos=5 note=\"peer-dead detail=\\\"a b\\\" peer=bravo\" sequence=3 wall=2026-01-02T12:00:00.500Z",
                "finding due=no nodes=alpha,bravo:DEAD question=FAILOVER rule=RC-7 sentence=\"Nothing is due\"",
                "times action=RESTORE ms=1,20,300 tag=web", "finding due=yes nodes=\"\" question=REPAIR rule=RC-18 sentence=x")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
