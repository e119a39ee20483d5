package dev.vigil.recovery.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Ticks;
import dev.vigil.recovery.text.Case;
import dev.vigil.recovery.text.CaseText;
import dev.vigil.recovery.text.Replay;
import dev.vigil.recovery.text.Telling;

/** A case that is told anew from any of its moments at rest is a case by itself, and shows the same decisions. */
class TellingOfCasesTest {
    private int begun;

    @Test
    void theRestOfACaseIsACase() {
        CaseFiles.all().forEach((name, file) -> {
            List<Replay.Moment> moments = Replay.of(CaseText.parse(CaseFiles.read(file))).moments();
            for (int place = 0; place < moments.size(); place++) {
                Optional<Telling> telling = Telling.ofRest(moments.get(place).before(), new TreeMap<>());
                int from = place;
                telling.ifPresent(rest -> check(name + " from " + from, rest, moments.subList(from, moments.size())));
            }
        });
        assertTrue(begun > 100, begun + " beginnings only");
    }

    private void check(String name, Telling telling, List<Replay.Moment> moments) {
        StringBuilder text = new StringBuilder(telling.head(List.of("# " + name, "# rules: RC-1")));
        moments.forEach(moment -> text.append(telling.moment(moment.before(), moment.at(), moment.event(), moment.step())));
        Case read = CaseText.parse(text.toString());
        Replay again = Replay.of(read);
        assertEquals(Optional.empty(), again.end(), name);
        assertEquals(text.toString(), CaseText.print(again.told()), name);
        assertEquals(moments.stream().map(moment -> moment.step().decisions()).toList(),
                again.moments().stream().map(moment -> moment.step().decisions()).toList(), name);
        begun++;
    }

    @Test
    void theEndOfALongCaseBeginsAtTheLastRestBeforeIt() {
        CaseFiles.all().forEach((name, file) -> {
            Case whole = CaseText.parse(CaseFiles.read(file));
            Ticks last = whole.moments().getLast().at();
            Case end = Replay.since(whole, last);
            assertEquals(CaseText.print(Replay.of(end).told()), CaseText.print(end), name);
            assertEquals(whole.moments().getLast().at(), end.moments().getLast().at(), name);
        });
    }
}
