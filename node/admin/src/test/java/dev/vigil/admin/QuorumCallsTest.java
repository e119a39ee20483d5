package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.vigil.lcd.model.Change;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.ConfigRow;
import dev.vigil.lcd.model.LcdState;
import dev.vigil.lcd.model.Line;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.QuorumRow;
import dev.vigil.lcd.model.Revision;
import dev.vigil.lcd.model.Rows;
import dev.vigil.protocol.admin.ForceQuorumRequest;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.protocol.admin.SetQuorumRequest;
import dev.vigil.recovery.Request;

final class QuorumCallsTest {
    private static final String MAJORITY = "quorum mode=majority number=4 voters=alpha,bravo,whisky lease-ms=1000 kill-ms=250 tick-ms=50";

    private static QuorumCalls calls(String... quorum) {
        List<ConfigRow> rows = new ArrayList<>();
        for (String node : List.of("alpha", "bravo", "whisky")) {
            rows.add(Rows.parseConfig(Line.parse("system node=" + node + " admin=" + node + ":7742")));
        }
        List.of(quorum).forEach(row -> rows.add(Rows.parseConfig(Line.parse(row))));
        return new QuorumCalls(new FakeNode(new LcdState(Config.of(new Revision(1), rows), new TreeMap<>())));
    }

    private static SetQuorumRequest.Builder to(String mode, String... voters) {
        return SetQuorumRequest.newBuilder().setMode(mode).addAllVoters(List.of(voters));
    }

    private static AdminRefusal refused(QuorumCalls calls, SetQuorumRequest.Builder q) {
        return assertThrows(AdminRefusal.class, () -> calls.set(q.build()));
    }

    private static Request expected(String what, String row) {
        return new Request.ChangeConfig(what, Request.puts(List.of(Rows.parseConfig(Line.parse(row)))), List.of());
    }

    @Test
    void allNodesVoteWithTheLengthsOfTheProfileUnlessOthersAreNamed() {
        assertEquals(expected("quorum is by majority of alpha,bravo,whisky",
                "quorum mode=majority number=1 voters=alpha,bravo,whisky lease-ms=1000 kill-ms=250 tick-ms=50"),
                calls().set(to("majority").build()));
        assertEquals(expected("quorum is by majority of alpha",
                "quorum mode=majority number=1 voters=alpha lease-ms=2000 kill-ms=100 tick-ms=20"),
                calls().set(to("majority", "alpha").setLeaseMs(2000).setKillMs(100).setTickMs(20).build()));
    }

    @Test
    void aFolderMakesAnEvenNumberOfNodesOdd() {
        assertEquals(expected("quorum is by majority of alpha,bravo and the folder /share/votes-1",
                "quorum mode=storage number=1 voters=alpha,bravo lease-ms=1000 kill-ms=250 tick-ms=50 storage=/share/votes-1"
                        + " storage-lease-ms=3000"),
                calls().set(to("storage", "alpha", "bravo").setStorage("/share").build()));
        assertEquals("With a folder, 3 nodes are an even number of voters: alpha, bravo, whisky.",
                refused(calls(), to("storage").setStorage("/share")).sentence());
        assertEquals("The folder that votes is not named.", refused(calls(), to("storage", "alpha", "bravo")).sentence());
        assertEquals("A folder votes in mode storage alone.", refused(calls(), to("majority").setStorage("/share")).sentence());
        assertEquals("quorum: the lease at the folder is shorter than the 1000 ms at the other voters, and writing to it takes"
                + " longer than speaking to them",
                refused(calls(), to("storage", "alpha", "bravo").setStorage("/share").setStorageLeaseMs(500)).sentence());
    }

    @Test
    void theNumberRisesWithEachChange() {
        String off = "quorum mode=off number=5 voters=\"\" lease-ms=1000 kill-ms=250 tick-ms=50";
        assertEquals(expected("quorum is off", off), calls(MAJORITY).set(to("off").build()));
        assertEquals(expected("quorum is by majority of alpha,bravo,whisky", MAJORITY.replace("number=4", "number=6")),
                calls(off).set(to("majority").build()));
    }

    private static QuorumRow row(Request request) {
        Request.ChangeConfig change = (Request.ChangeConfig) request;
        return (QuorumRow) ((Change.Put) change.changes().getFirst()).row();
    }

    @Test
    void othersVoteOnTheTermsThatAreInForce() {
        QuorumCalls calls = calls(MAJORITY.replace("lease-ms=1000", "lease-ms=900"));
        Request request = calls.set(to("majority", "alpha").addWithout("whisky").build());
        QuorumRow alone = row(request);
        assertEquals("900 250 50", alone.lease().toMillis() + " " + alone.kill().toMillis() + " " + alone.tick().toMillis());
        assertTrue(alone.number() > 1_700_000_000_000L, "no two sides of a cut choose the same number");
        assertEquals(List.of(new NodeId("whisky")), ((Request.ChangeConfig) request).without());
        QuorumRow slower = row(calls.set(to("majority").setLeaseMs(2000).build()));
        assertEquals("[alpha, bravo, whisky] 2000", slower.voters() + " " + slower.lease().toMillis());
        QuorumRow folder = row(calls.set(to("storage", "alpha", "bravo").setStorage("/share").build()));
        assertEquals("STORAGE [alpha, bravo]", folder.mode() + " " + folder.voters());
        QuorumRow again = row(calls("quorum mode=storage number=4 voters=alpha,bravo lease-ms=1000 kill-ms=250 tick-ms=50"
                + " storage=/share/votes-0 storage-lease-ms=5000").set(to("storage").setStorage("/share").build()));
        assertEquals("[alpha, bravo] 5000", again.voters() + " " + again.storage().orElseThrow().lease().toMillis());
    }

    private static ForceQuorumRequest.Builder lost(String... nodes) {
        return ForceQuorumRequest.newBuilder().addAllLost(List.of(nodes)).setReason("fire");
    }

    @Test
    void whatIsLeftIsAllWhenVotersAreLost() {
        Request.ChangeConfig forced = (Request.ChangeConfig) calls(MAJORITY).force(lost("bravo", "whisky").build());
        assertEquals(
                "quorum is by majority of alpha; it is believed that bravo,whisky are gone for good and will run nothing: fire",
                forced.what());
        assertEquals(List.of(new NodeId("bravo"), new NodeId("whisky")), forced.without());
        assertEquals("[alpha] [bravo, whisky] 1000000",
                row(forced).voters() + " " + row(forced).loss().lost() + " " + row(forced).loss().leastEpoch());
        QuorumRow odd = row(calls(MAJORITY).force(lost("whisky").build()));
        assertEquals("[bravo]", odd.voters().toString(), "without the first that runs nothing");
        assertEquals("[alpha]", row(calls(MAJORITY).force(lost("whisky").addVoters("alpha").build())).voters().toString());
        String after = row(forced).toLine().toString();
        QuorumRow next = row(calls(after).set(to("majority", "alpha", "bravo", "whisky").build()));
        assertEquals("[] 1000000", next.loss().lost() + " " + next.loss().leastEpoch(), "epochs never fall");
        assertEquals(2_000_000, row(calls(after).force(lost("alpha").addVoters("bravo").build())).loss().leastEpoch().value());
        Request.ChangeConfig folder = (Request.ChangeConfig) calls(MAJORITY).force(lost("bravo", "whisky", "storage").build());
        assertEquals(List.of(new NodeId("bravo"), new NodeId("whisky")), folder.without(), "a folder agrees to nothing anyway");
        assertThrows(AdminRefusal.class, () -> calls().force(lost("bravo").build()));
        assertThrows(AdminRefusal.class, () -> calls(MAJORITY).force(lost().build()));
        assertThrows(AdminRefusal.class, () -> calls(MAJORITY).force(lost("alpha", "bravo", "whisky").build()));
        assertThrows(AdminRefusal.class, () -> calls(MAJORITY).force(lost("bravo", "whisky").setReason("").build()));
    }

    @Test
    void whatCannotBeIsRefusedWithWhatWouldBeRight() {
        assertEquals("quorum mode \"\" is not off, majority or storage", refused(calls(), to("")).sentence());
        AdminRefusal even = refused(calls(), to("majority", "alpha", "bravo"));
        assertEquals("Of 2 voters one half could stand against the other: alpha, bravo.", even.sentence());
        assertEquals("Name an odd number of nodes as voters. A node to which nothing is extended may vote too, as a witness;"
                + " or let a folder vote: vigil quorum storage.", even.hint());
        assertEquals("A voter is named twice.", refused(calls(), to("majority", "alpha", "alpha")).sentence());
        assertEquals("quorum: a lease of 100 ms is shorter than 5 claims, one each 50 ms",
                refused(calls(), to("majority").setLeaseMs(100)).sentence());
        assertEquals("With quorum off nobody votes.", refused(calls(MAJORITY), to("off", "alpha")).sentence());
        assertEquals("Quorum is off already.", refused(calls(), to("off")).sentence());
        assertEquals("Quorum is by majority of alpha, bravo, whisky already, with these lengths.",
                refused(calls(MAJORITY), to("majority")).sentence());
    }

    @Test
    void theAnswerSaysWhoVotesAndWhatIsSurvived() {
        Quorum answer = calls(MAJORITY).get();
        assertEquals("majority 4 [alpha, bravo, whisky] 1000 250 50 alpha true", answer.getMode() + " " + answer.getNumber() + " "
                + List.copyOf(answer.getVotersList()) + " " + answer.getLeaseMs() + " " + answer.getKillMs() + " "
                + answer.getTickMs() + " " + answer.getNode() + " " + answer.getVoter());
        assertEquals("If alpha fails, 2 of 3 voters are left, 2 are needed: there is no hierarchy yet.", answer.getSurvives(0));
        assertEquals("off 0 []", calls().get().getMode() + " " + calls().get().getNumber() + " " + calls().get().getVotersList());
    }
}
