package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** The verbs that look after what exists: those that ask first, those that show it, and the watch. */
final class UpkeepVerbsTest {
    private static final String STATUS = RecordedAdministration.recorded("status.json");
    private static final String FLAGGED = STATUS.replaceFirst("\\{",
            "{\"flags\": [{\"node\": \"bravo\", \"flag\": \"backup\"}],");
    private static final String DONE = "{\"sentences\": [\"web is deleted\"]}";
    private static final String ROWS = """
            {"rows": [
              "resource init=INIT_ISP local-recovery=yes switchback=INTELLIGENT tag=web type=generic unit=web",
              "instance deep-ms=0 id=web info=\\"a \\\\\\"b\\\\\\"\\" node=alpha p.limit.restore=5 p.port=80 priority=1 quick-ms=5000 tag=web",
              "instance deep-ms=0 id=web info=\\"\\" node=bravo p.port=81 priority=10 quick-ms=5000 tag=web",
              "instance deep-ms=0 id=ip info=\\"\\" node=bravo priority=10 quick-ms=0 tag=ip",
              "state node=alpha reason=\\"\\" state=ISP tag=web"],
             "types": [{"type": "generic", "properties": [
               {"name": "port", "kind": "a number", "required": true, "description": "Where it listens"},
               {"name": "scheme", "kind": "a word", "default_value": "http", "description": "How it speaks"}]}]}""";

    private static Terminal answering(String answer, List<String> questions) {
        return new Terminal(Optional.of(question -> {
            questions.add(question);
            return answer;
        }), () -> false);
    }

    @Test
    void whatCannotBeUndoneAsksFirst() {
        List<String> questions = new ArrayList<>();
        RecordedAdministration node = new RecordedAdministration(DONE);
        Session no = Session.at(answering("", questions), node, "resource", "delete", "web");
        assertEquals(ExitCode.FAILED, no.exitCode());
        assertEquals("vigil: Nothing was done.", no.err().getFirst());
        assertEquals(List.of(), node.asked);
        Session yes = Session.at(answering("y", questions), node, "resource", "delete", "web");
        assertEquals(ExitCode.DONE, yes.exitCode());
        assertEquals(List.of("web is deleted"), yes.out());
        assertEquals(List.of("Shall web be deleted on every node? [y/N] ", "Shall web be deleted on every node? [y/N] "),
                questions);
        Session.at(answering("no", questions), node, "resource", "delete", "web", "--yes");
        assertEquals(2, questions.size(), "--yes asks nobody");
        assertEquals(2, node.asked.size());
    }

    @Test
    void allThatCanBeSetByNode() {
        Session session = Session.recorded(new RecordedAdministration(ROWS), "resource", "properties", "web");
        assertEquals("""
                web, of type generic
                NAME              alpha        bravo        DEFAULT      WHAT IT IS
                --id              web          web          -            What it is on the node
                --info            a "b"        -            -            Free text for its scripts
                --priority        1            10           -            Its rank, 1 is the highest
                --quick-check     5s           5s           5s           From quick check to quick check
                --deep-check      never        never        60s          From deep check to deep check
                --initialization  INIT_ISP     INIT_ISP     INIT_ISP     What is done with it when the node starts
                --switchback      INTELLIGENT  INTELLIGENT  INTELLIGENT  Whether it goes back to a better node by itself
                --local-recovery  yes          yes          yes          Whether it is repaired in place
                port              80           81           required     Where it listens
                scheme            -            -            http         How it speaks
                limit.restore     5            -            -            Seconds that this action may take
                """.lines().toList(), session.out());
    }

    @Test
    void theLadderOfStoppingIsShownBefore() {
        String rows = ROWS.replace("p.port=80", "p.limit.remove-fails=halt p.limit.remove=60").replace("\"How it speaks\"}", """
                "How it speaks"},
                {"name": "limit.remove", "kind": "a whole number", "default_value": "300", "description": "Seconds"},
                {"name": "limit.remove-fails", "kind": "block or halt", "default_value": "block", "description": "The end"}""");
        List<String> out = Session.recorded(new RecordedAdministration(rows), "resource", "properties", "web").out();
        assertEquals("to stop it on alpha: remove within 60 s, then it and all that it started are ended within 4 s, "
                + "then this machine is ended, if another node can take over", out.get(out.size() - 2));
        assertEquals("to stop it on bravo: remove within 300 s, then it and all that it started are ended within 4 s, "
                + "then it stays there, alarmed, and starts nowhere else", out.getLast());
    }

    @Test
    void propertiesAsJsonHaveValuesByNode() throws Exception {
        Session session = Session.recorded(new RecordedAdministration(ROWS), "resource", "properties", "web", "--json");
        JsonObject all = JsonObject.parse(String.join("\n", session.out()));
        JsonObject port = all.objects("properties").getFirst();
        assertEquals("port", port.text("name"));
        assertEquals("81", port.object("values").text("bravo"));
        assertEquals("5s", all.objects("settings").get(3).object("values").text("alpha"));
    }

    @Test
    void aResourceThatIsNotThereHasNoProperties() {
        Session session = Session.recorded(new RecordedAdministration(ROWS), "resource", "properties", "wob");
        assertEquals(ExitCode.FAILED, session.exitCode());
        assertEquals("vigil: There is no resource wob.", session.err().getFirst());
    }

    @Test
    void aFlagIsTestedByTheExitCode() {
        assertEquals(ExitCode.DONE, flag("test", "backup", "--node", "bravo").exitCode());
        assertEquals(ExitCode.FAILED, flag("test", "backup").exitCode(), "alpha was asked");
        assertEquals(List.of("flag backup is not set on alpha"), flag("test", "backup").out());
        assertEquals(List.of("bravo  backup"), flag("list").out());
        assertEquals(List.of("no flags"), flag("list", "--node", "alpha").out());
        assertEquals("flag backup on bravo", Session.recorded(new RecordedAdministration(FLAGGED), "status").out().getLast());
    }

    private static Session flag(String... words) {
        List<String> all = new ArrayList<>(List.of("flag"));
        all.addAll(List.of(words));
        return Session.recorded(new RecordedAdministration(FLAGGED), all.toArray(String[]::new));
    }

    @Test
    void nodesAndDependenciesAlone() {
        RecordedAdministration node = new RecordedAdministration(STATUS);
        assertEquals(3, Session.recorded(node, "node").out().size());
        assertEquals(List.of("PARENT  NEEDS", "web     address"), Session.recorded(node, "dependency", "list").out());
        assertEquals(1, Session.recorded(node, "dependency", "list", "spool").out().size());
    }

    @Test
    void aWatchGoesOnWhileTheNodeIsAway() {
        Iterator<Boolean> beats = List.of(true, true, false).iterator();
        int[] asked = {0};
        Administration flaky = new Administration() {
            @Override
            public JsonObject get(String path, Map<String, ?> parameters) {
                if (++asked[0] == 2) {
                    throw Failure.unreachable("The node does not answer.", "");
                }
                return new RecordedAdministration(STATUS).get(path, parameters);
            }

            @Override
            public JsonObject post(String path, Map<String, ?> message) {
                throw new AssertionError("a watch changes nothing");
            }
        };
        Session session = Session.at(new Terminal(Optional.of(question -> ""), beats::next), flaky, "status", "--watch");
        assertEquals(ExitCode.DONE, session.exitCode());
        assertEquals(3, asked[0]);
        assertEquals(2, session.out().stream().filter("shop: all well"::equals).count());
        assertTrue(session.out().contains("The node does not answer."));
        assertEquals(3, session.out().stream().filter("\u001b[H\u001b[J"::equals).count());
    }
}
