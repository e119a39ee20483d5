package dev.vigil.recovery;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import dev.vigil.lcd.model.Line;

/** What a peer says: lines that cannot be read are refused by an {@link IllegalArgumentException}, notes that cannot are unrecognized. */
public final class PeerNotesFuzz {
    private PeerNotesFuzz() {}

    /** One try, as the fuzzer makes it. */
    public static void fuzzerTestOneInput(byte[] input) {
        List<Line> lines;
        try {
            lines = new String(input, StandardCharsets.UTF_8).lines().map(Line::parse).toList();
        } catch (IllegalArgumentException refused) {
            return;
        }
        PeerNote note = PeerNotes.parse(lines);
        if (!hasUnrecognized(note) && !PeerNotes.parse(PeerNotes.print(note)).equals(note)) {
            throw new AssertionError("read back otherwise: " + note);
        }
    }

    private static boolean hasUnrecognized(PeerNote note) {
        return note instanceof PeerNote.Unrecognized
                || note instanceof PeerNote.Several several && several.notes().stream().anyMatch(PeerNotesFuzz::hasUnrecognized);
    }

    public static List<byte[]> seeds() {
        return Stream.of("want-status\nwant-config",
                "hello config=1 config-hash=5 lines=2\nstatus-replaced incarnation=1:2 node=alpha revision=1\n"
                        + "ownership epoch=7 held=yes node=alpha unit=web",
                "prepare base=5 lines=1 number=2\nresource init=INIT_ISP local-recovery=yes switchback=INTELLIGENT tag=web type=ip unit=web",
                "ask caller=ann lines=1 number=3\nswitchover tag=web target=bravo",
                "answered lines=1 number=3\ndone", "take-over cause=NODE_FAILURE epoch=8 tags=web,web-ip unit=web",
                "taken result=DONE sentence=\"\" unit=web", "who-owns lines=1 number=1\nunit epoch=3 unit=web",
                "extend-ask action=EXTEND lines=2 number=1\n"
                        + "resource init=INIT_ISP local-recovery=yes switchback=INTELLIGENT tag=web type=ip unit=web\n"
                        + "instance deep-ms=0 id=x info=\"\" node=bravo p.a=b priority=10 quick-ms=5 tag=web",
                "extend-answer action=EXTEND number=1 objection=no", "prepared number=2 objection=\"\"", "dropped number=4",
                "status-delta lines=2\nstatus-changed incarnation=1:2 node=alpha revision=2\nremove kind=flag name=x")
                .map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }
}
