package dev.vigil.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VerbsTest {
    private static final String DONE = "{\"sentences\": [\"path lan1 created\"]}";

    /** Left: what is typed; right: what the node is asked. The fields are those of the protocol. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "path create alpha:10.0.0.1 bravo:10.0.0.2:7000 --name lan1 | POST /v1/paths {\"path\":\"lan1\",\"first\":\"alpha\",\"first_address\":\"10.0.0.1\",\"second\":\"bravo\",\"second_address\":\"10.0.0.2:7000\"}",
            "path create alpha:[fd00::1] bravo:[fd00::2]:7000 | POST /v1/paths {\"first\":\"alpha\",\"first_address\":\"[fd00::1]\",\"second\":\"bravo\",\"second_address\":\"[fd00::2]:7000\"}",
            "path delete lan1 --without bravo | POST /v1/paths:delete {\"path\":\"lan1\",\"without\":[\"bravo\"]}",
            "profile fast | POST /v1/timing {\"profile\":\"fast\"}",
            "profile mine --interval 20ms --detection 0.4s | POST /v1/timing {\"profile\":\"mine\",\"interval_ms\":20,\"detection_ms\":400}",
            "resource create ip web | POST /v1/resources {\"tag\":\"web\",\"type\":\"ip\"}",
            "resource create ip web --id 10.0.0.9 --property interface=eth0 --property prefix=24 --on bravo --priority 5 --quick-check 5s --deep-check 2m --no-local-recovery --out-of-service | POST /v1/resources {\"tag\":\"web\",\"type\":\"ip\",\"node\":\"bravo\",\"id\":\"10.0.0.9\",\"priority\":5,\"properties\":{\"interface\":\"eth0\",\"prefix\":\"24\"},\"quick_check_seconds\":5,\"deep_check_seconds\":120,\"no_local_recovery\":true,\"leave_out_of_service\":true}",
            "resource create ip web --quick-check 0s | POST /v1/resources {\"tag\":\"web\",\"type\":\"ip\",\"quick_check_seconds\":0}",
            "resource extend web bravo --set web.interface=eth1 --set app.id=b=c | POST /v1/resources:extend {\"tag\":\"web\",\"node\":\"bravo\",\"overrides\":{\"web.interface\":\"eth1\",\"app.id\":\"b=c\"}}",
            "resource in-service web | POST /v1/resources:in-service {\"tag\":\"web\"}",
            "resource in-service web bravo | POST /v1/resources:in-service {\"tag\":\"web\",\"node\":\"bravo\"}",
            "resource out-of-service web | POST /v1/resources:out-of-service {\"tag\":\"web\"}",
            "dependency create web address | POST /v1/dependencies {\"parent\":\"web\",\"child\":\"address\"}",
            "dependency delete web address | POST /v1/dependencies:delete {\"parent\":\"web\",\"child\":\"address\"}",
            "dependency list | GET /v1/status {}",
            "resource delete web --yes | POST /v1/resources:delete {\"tag\":\"web\"}",
            "resource delete web --yes --without bravo | POST /v1/resources:delete {\"tag\":\"web\",\"without\":[\"bravo\"]}",
            "resource unextend web bravo --yes | POST /v1/resources:unextend {\"tag\":\"web\",\"node\":\"bravo\"}",
            "resource set web port=81 path=/a=b --unset scheme | POST /v1/resources:change {\"properties\":{\"port\":\"81\",\"path\":\"/a=b\"},\"unset_properties\":[\"scheme\"],\"tag\":\"web\"}",
            "resource set web --node bravo --priority 3 --info= --quick-check 0s --deep-check 2m | POST /v1/resources:change {\"info\":\"\",\"priority\":3,\"quick_check_seconds\":0,\"deep_check_seconds\":120,\"tag\":\"web\",\"node\":\"bravo\"}",
            "resource set web --local-recovery no --switchback AUTOMATIC | POST /v1/resources:change {\"switchback\":\"AUTOMATIC\",\"local_recovery\":false,\"tag\":\"web\"}",
            "resource set-state web ISU --reason night --yes | POST /v1/resources:set-state {\"tag\":\"web\",\"state\":\"ISU\",\"reason\":\"night\"}",
            "flag set !lock | POST /v1/flags {\"flag\":\"!lock\"}",
            "flag clear !lock --node bravo | POST /v1/flags:clear {\"flag\":\"!lock\",\"node\":\"bravo\"}",
            "flag list | GET /v1/status {}",
            "sendevent web --detail gone | POST /v1/events {\"tag\":\"web\",\"detail\":\"gone\"}",
            "sendevent -C gen -E failed -n web | POST /v1/events {\"tag\":\"web\",\"event_class\":\"gen\",\"event\":\"failed\"}",
            "sendevent web --class gen --event failed -m mine -s 3 --fact data=a=b --detail gone | POST /v1/events {\"tag\":\"web\",\"detail\":\"gone\",\"event_class\":\"gen\",\"event\":\"failed\",\"facts\":{\"data\":\"a=b\",\"monitor\":\"mine\",\"severity\":\"3\"}}",
            "action web quickCheck | POST /v1/resources:run-action {\"tag\":\"web\",\"action\":\"quickCheck\"}",
            "node | GET /v1/status {}",
            "switchover web bravo | POST /v1/resources:switchover {\"tag\":\"web\",\"node\":\"bravo\"}",
            "stop | POST /v1/node:stop {}",
            "stop --hand-over | POST /v1/node:stop {\"hand_over\":true}",
            "stop --switch-over | POST /v1/node:stop {\"switch_over\":true}",
            "history --limit 7 --tag web | GET /v1/history {limit=7, tag=web}",
            "explain web | GET /v1/explain/web {}",
            "explain web --why-not | GET /v1/explain/web {why_not=true}",
            "explain 12:9f3c/34 --limit 3 | GET /v1/explain/12:9f3c%2F34 {limit=3}",
            "history | GET /v1/history {limit=50}",
            "lcdstatus web | GET /v1/lcd {tag=web}",
            "resource list | GET /v1/status {}",
            "resource types | GET /v1/types {}",
            "token list | GET /v1/tokens {}",
            "token revoke eve | POST /v1/tokens:revoke {\"name\":\"eve\"}",
            "resource output web --node bravo --action quickCheck | GET /v1/outputs {tag=web, node=bravo, action=quickCheck}",
            "audit | GET /v1/audit {limit=100}",
            "audit --limit 5 --by eve --call Switchover | GET /v1/audit {limit=5, by=eve, call=Switchover}",
            "status | GET /v1/status {}"})
    void asksTheNodeInTheProtocolsWords(String typed, String asked) {
        RecordedAdministration node = new RecordedAdministration(DONE);
        Session session = Session.recorded(node, typed.split(" "));
        assertEquals(List.of(), session.err());
        assertEquals(List.of(asked), node.asked);
        assertEquals(ExitCode.DONE, session.exitCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "freeze web --for 2h --reason disk | POST /v1/freezes {\"tag\":\"web\",\"seconds\":7200,\"reason\":\"disk\"}",
            "freeze --all --for 30m --reason disk | POST /v1/freezes {\"all\":true,\"seconds\":1800,\"reason\":\"disk\"}",
            "unfreeze web --reason done | POST /v1/freezes:end {\"tag\":\"web\",\"reason\":\"done\"}",
            "confirm-failover bravo --reason off | POST /v1/nodes:confirm-failover {\"node\":\"bravo\",\"reason\":\"off\"}",
            "confirm-failover bravo --deny --reason cut | POST /v1/nodes:confirm-failover {\"node\":\"bravo\",\"deny\":true,\"reason\":\"cut\"}",
            "cluster remove bravo --yes | POST /v1/nodes:remove {\"node\":\"bravo\"}",
            "cluster remove bravo --without charlie --yes | POST /v1/nodes:remove {\"node\":\"bravo\",\"without\":[\"charlie\"]}",
            "node set bravo confirm-failover=stay | POST /v1/nodes:set {\"node\":\"bravo\",\"name\":\"confirm-failover\",\"value\":\"stay\"}",
            "node set bravo confirm-failover= | POST /v1/nodes:set {\"node\":\"bravo\",\"name\":\"confirm-failover\"}",
            "node start-alone --reason repair --yes | POST /v1/nodes:start-alone {\"reason\":\"repair\"}",
            "node confirm-dead bravo --reason plug --yes | POST /v1/nodes:confirm-dead {\"node\":\"bravo\",\"reason\":\"plug\"}",
            "resource clear-failed web --node bravo --reason cable | POST /v1/resources:clear-failed {\"tag\":\"web\",\"node\":\"bravo\",\"reason\":\"cable\"}",
            "heal keep web --node alpha --reason orders --yes | POST /v1/resources:keep-owner {\"tag\":\"web\",\"node\":\"alpha\",\"reason\":\"orders\"}",
            "heal keep web --node alpha --why orders --yes | POST /v1/resources:keep-owner {\"tag\":\"web\",\"node\":\"alpha\",\"reason\":\"orders\"}",
            "admin-lock show | GET /v1/admin-lock {}",
            "admin-lock break --node bravo --reason hangs --yes | POST /v1/admin-lock:break {\"node\":\"bravo\",\"reason\":\"hangs\"}",
            "resource clear-doubt web --reason hung | POST /v1/resources:clear-doubt {\"tag\":\"web\",\"reason\":\"hung\"}",
            "resource confirm-stopped web --reason killed --yes | POST /v1/resources:confirm-stopped {\"tag\":\"web\",\"reason\":\"killed\"}"})
    void asksForRulingsInTheProtocolsWords(String typed, String asked) {
        asksTheNodeInTheProtocolsWords(typed, asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "history --cluster --since 10m --node bravo | GET /v1/history:cluster {node=bravo, last_seconds=600}",
            "what-if node-fails bravo | GET /v1/preview {what=node-fails, subject=bravo}",
            "what-if switchover web bravo | GET /v1/preview {what=switchover, subject=web, node=bravo}",
            "what-if resource-fails web | GET /v1/preview {what=resource-fails, subject=web}",
            "what-if path-fails lan1 | GET /v1/preview {what=path-fails, subject=lan1}",
            "decisions export --last 2m | GET /v1/decisions {last_seconds=120}",
            "notify create mail ops --property host=m --property to=a@b,c@d --secret password=x=y --without bravo | POST /v1/receivers {\"name\":\"ops\",\"kind\":\"mail\",\"properties\":{\"host\":\"m\",\"to\":\"a@b,c@d\"},\"secrets\":{\"password\":\"x=y\"},\"without\":[\"bravo\"]}",
            "notify list | GET /v1/receivers {}",
            "notify kinds | GET /v1/receivers {}",
            "notify test ops | POST /v1/receivers:test {\"name\":\"ops\"}",
            "notify delete ops | POST /v1/receivers:delete {\"name\":\"ops\"}",
            "fence create pdu alpha --agent /usr/sbin/fence_apc --action off --step 2 --limit 30s --option ip=10.0.0.9 --secret password=x --without bravo | POST /v1/fences {\"name\":\"pdu\",\"node\":\"alpha\",\"step\":2,\"agent\":\"/usr/sbin/fence_apc\",\"action\":\"off\",\"limit_ms\":30000,\"options\":{\"ip\":\"10.0.0.9\"},\"secrets\":{\"password\":\"x\"},\"without\":[\"bravo\"]}",
            "fence list | GET /v1/fences {}",
            "fence delete pdu | POST /v1/fences:delete {\"name\":\"pdu\"}",
            "fence test pdu | POST /v1/fences:test {\"name\":\"pdu\"}",
            "fence required | POST /v1/fences:set {\"mode\":\"required\"}",
            "fence required --delay 0 | POST /v1/fences:set {\"delay_ms\":0,\"mode\":\"required\"}",
            "fence off --without bravo | POST /v1/fences:set {\"mode\":\"off\",\"without\":[\"bravo\"]}",
            "fence node alpha --reason hangs --yes | POST /v1/nodes:fence {\"node\":\"alpha\",\"reason\":\"hangs\"}",
            "quorum show | GET /v1/quorum {}",
            "quorum survives | GET /v1/quorum {}",
            "quorum force --lost bravo --lost whisky --reason fire --yes | POST /v1/quorum:force {\"lost\":[\"bravo\",\"whisky\"],\"reason\":\"fire\"}",
            "quorum off | POST /v1/quorum {\"mode\":\"off\"}",
            "quorum majority | POST /v1/quorum {\"mode\":\"majority\"}",
            "quorum storage /share --storage-lease 5s | POST /v1/quorum {\"mode\":\"storage\",\"storage\":\"/share\",\"storage_lease_ms\":5000}",
            "quorum majority --voter alpha --voter bravo --voter whisky --lease 1s --kill 250ms --tick 50 | POST /v1/quorum {\"mode\":\"majority\",\"voters\":[\"alpha\",\"bravo\",\"whisky\"],\"lease_ms\":1000,\"kill_ms\":250,\"tick_ms\":50}"})
    void asksWhatWouldBeAndWhoIsToldInTheProtocolsWords(String typed, String asked) {
        asksTheNodeInTheProtocolsWords(typed, asked);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"sendevent | The resource is missing.",
            "sendevent web -n web | The resource is named twice.",
            "sendevent web -C gen | --class and --event go together.",
            "sendevent web -E failed | --class and --event go together."})
    void anEventThatLacksSomethingIsNotSent(String typed, String said) {
        RecordedAdministration node = new RecordedAdministration(DONE);
        Session session = Session.recorded(node, typed.split(" "));
        assertEquals(ExitCode.USAGE, session.exitCode());
        assertTrue(session.err().getFirst().contains(said), session.toString());
        assertEquals(List.of(), node.asked);
    }

    @Test
    void printsTheSentencesOfAChange() {
        Session session = Session.recorded(new RecordedAdministration(DONE), "path", "delete", "lan1");
        assertEquals(List.of("path lan1 created"), session.out());
    }

    @Test
    void printsWhatActionsWroteUnderALineForEach() {
        List<String> out = Session.recorded(new RecordedAdministration("""
                {"outputs": [{"node": "alpha", "action": "restore", "began": "x", "took_ms": "1250", "outcome": "done",
                  "text": "one\\n\\ntwo\\n"},
                 {"node": "alpha", "action": "quick-check", "began": "y", "took_ms": "3", "outcome": "failed: it exited with 1"}],
                 "remarks": ["bravo does not answer."]}"""), "resource", "output", "web").out();
        assertEquals(List.of("alpha restore, x, 1.250 s, done", "  one", "  ", "  two",
                "alpha quick-check, y, 0.003 s, failed: it exited with 1; it wrote nothing", "bravo does not answer."), out);
    }

    @Test
    void printsTheAuditWithTheNewestLast() {
        List<String> out = Session.recorded(new RecordedAdministration("""
                {"items": [{"wall_time": "x", "by": "eve", "role": "operator", "from": "10.0.0.9", "call": "Switchover",
                  "result": "OK", "arguments": {"tag": "web", "node": "bravo"}},
                 {"wall_time": "w", "by": "", "from": "10.0.0.8", "call": "StopNode", "result": "UNAUTHENTICATED",
                  "sentence": "This call needs a token."}]}"""), "audit").out();
        assertEquals(List.of("w  somebody unknown from 10.0.0.8  StopNode  UNAUTHENTICATED: This call needs a token.",
                "x  eve (operator) from 10.0.0.9  Switchover node=bravo tag=web  OK"), out);
    }

    @Test
    void printsOnlyTheInvitationAndOnlyTheToken() {
        assertEquals(List.of("alpha:7742:secret"), Session.recorded(
                new RecordedAdministration("{\"invitation\":\"alpha:7742:secret\",\"valid_seconds\":900}"), "cluster", "invite",
                "bravo").out());
        RecordedAdministration node = new RecordedAdministration("{\"invitation\":\"alpha:7742:secret\",\"valid_seconds\":900}");
        assertEquals(List.of("alpha:7742:secret"),
                Session.recorded(node, "cluster", "replace", "bravo", "--reason", "burnt", "--yes").out());
        assertEquals(List.of("POST /v1/nodes:replace {\"node\":\"bravo\",\"reason\":\"burnt\"}"), node.asked);
        assertEquals(List.of("t0ken"), Session.recorded(new RecordedAdministration("{\"token\":\"t0ken\"}"), "token", "create",
                "eve", "guest").out());
    }

    @Test
    void jsonIsTheWholeAnswer() throws Exception {
        String recorded = RecordedAdministration.recorded("status.json");
        for (String[] typed : List.of(new String[]{"--json", "status"}, new String[]{"status", "--json"})) {
            Session session = Session.recorded(new RecordedAdministration(recorded), typed);
            assertEquals(JsonObject.parse(recorded), JsonObject.parse(String.join("\n", session.out())));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "statu | vigil has no verb \"statu\" | Did you mean status",
            "path creat | vigil path has no verb \"creat\" | Did you mean create",
            "status --jsn | has no option \"--jsn\" | Did you mean --json",
            "status now | takes no \"now\" | --help explains it",
            "path create alpha bravo | \"alpha\" is not an end of a path | NODE:ADDRESS",
            "resource create ip | 'TAG' | vigil resource create --help",
            "resource create ip web --quick-check 5x | \"5x\" is not a time | Write 50ms",
            "resource create ip web --quick-check 50ms | whole number of seconds | Write 5s",
            "resource create ip web --priority x | --priority | --help explains it",
            "cluster init --name shop --admin 10.0.0.1:7742 | --node | vigil cluster init --help",
            "resource set web | Nothing is given that shall change | vigil resource properties web",
            "resource set web port | takes no \"port\" | --help explains it",
            "resource set web --local-recovery maybe | --local-recovery is \"maybe\" | yes or no",
            "resource delete web | Nobody is there to be asked: Shall web be deleted | --yes",
            "resource unextend web bravo | Shall the whole hierarchy of web leave bravo | --yes",
            "resource set-state web OSU | Shall web be called OSU | --yes",
            "history --since 10m | --since goes with --cluster | vigil history --cluster",
            "what-if | needs one of: node-fails, path-fails, resource-fails, switchover | vigil help what-if",
            "replay | FILE | vigil replay --help",
            "flag | needs one of: clear, list, set, test | vigil help flag",
            "explain a/b | neither a tag nor | vigil status",
            "path | needs one of: create, delete, list | vigil help path",
            "quorum | needs one of: force, majority, off, show, storage, survives | vigil help quorum",
            "quorum majority --lease 1x | \"1x\" is not a time | Write 50ms",
            "quorum off now | takes no \"now\" | --help explains it",
            "quorum majority --voters alpha | has no option \"--voters\" | Did you mean --voter",
            "help nothing | no verb \"nothing\" | vigil help"})
    void wrongUsageIsTwoLinesAndExitCode2(String typed, String sentence, String hint) {
        RecordedAdministration node = new RecordedAdministration(DONE);
        Session session = Session.recorded(node, typed.split(" "));
        assertEquals(ExitCode.USAGE, session.exitCode());
        assertEquals(2, session.err().size(), session.err().toString());
        assertTrue(session.err().getFirst().contains(sentence), session.err().toString());
        assertTrue(session.err().getLast().contains(hint), session.err().toString());
        assertEquals(List.of(), node.asked);
    }

    @Test
    void withoutAVerbTheUsageIsAskedFor() {
        assertEquals(ExitCode.USAGE, Session.recorded(new RecordedAdministration(DONE)).exitCode());
    }

    @Test
    void helpAndVersionAskNobody() {
        RecordedAdministration node = new RecordedAdministration(DONE);
        assertTrue(Session.recorded(node, "help").out().stream().anyMatch(line -> line.contains("switchover")));
        assertTrue(
                Session.recorded(node, "help", "path", "create").out().stream().anyMatch(line -> line.contains("NODE:ADDRESS")));
        assertTrue(Session.recorded(node, "version").out().getFirst().matches("vigil [0-9]+\\.[0-9]+\\S* \\(Java .*\\)"));
        assertEquals(List.of(), node.asked);
    }

    /** The hint of every misuse names this option. */
    @ParameterizedTest
    @ValueSource(strings = {"resource create --help", "switchover -h", "status --help", "cluster join --help", "flag --help",
            "audit --help", "--help"})
    void everyVerbExplainsItself(String typed) {
        RecordedAdministration node = new RecordedAdministration(DONE);
        Session session = Session.recorded(node, typed.split(" "));
        assertEquals(ExitCode.DONE, session.exitCode());
        assertTrue(session.out().getFirst().startsWith("Usage: vigil"), session.out().toString());
        assertEquals(List.of(), node.asked);
    }
}
