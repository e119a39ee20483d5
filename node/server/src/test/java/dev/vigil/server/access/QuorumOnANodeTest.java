package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import com.google.protobuf.util.JsonFormat;

import dev.vigil.protocol.admin.ClusterStatus;
import dev.vigil.protocol.admin.Quorum;
import dev.vigil.protocol.admin.SystemStatus;
import dev.vigil.protocol.admin.UnitQuorum;

/** A real node whose own vote is the majority: what is switched on, owned under a lease, refused, seen, and switched off again. */
@Timeout(120)
class QuorumOnANodeTest {
    @TempDir
    private Path home = Path.of("");
    @TempDir
    private Path scripts = Path.of("");

    private void script(String name) throws Exception {
        Path file = Files.writeString(scripts.resolve(name), "#!/bin/sh\nexit 0\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private static HttpResponse<String> asked(Asking administrator, String path, String body) throws Exception {
        return administrator.post(path, body);
    }

    private static void done(Asking administrator, String path, String body, String sentence) throws Exception {
        HttpResponse<String> answer = asked(administrator, path, body);
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(answer.body().contains(sentence), answer.body());
    }

    private static void refused(Asking administrator, String path, String body, String sentence) throws Exception {
        HttpResponse<String> answer = asked(administrator, path, body);
        assertEquals(4, answer.statusCode() / 100, answer.body());
        assertTrue(answer.body().contains(sentence), answer.body());
    }

    private static Quorum quorum(Asking administrator) throws Exception {
        Quorum.Builder quorum = Quorum.newBuilder();
        JsonFormat.parser().merge(administrator.get("/v1/quorum").body(), quorum);
        return quorum.build();
    }

    private static ClusterStatus status(Asking administrator) throws Exception {
        ClusterStatus.Builder status = ClusterStatus.newBuilder();
        JsonFormat.parser().merge(administrator.get("/v1/status").body(), status);
        return status.build();
    }

    private static boolean figures(Asking administrator, String line) throws Exception {
        return administrator.get("/metrics").body().lines().anyMatch(line::equals);
    }

    private static String history(Asking administrator) throws Exception {
        return administrator.get("/v1/history?limit=500").body();
    }

    @Test
    void aMajorityOfOneGrantsAndIsSwitchedOffAgain() throws Exception {
        script("restore.sh");
        script("remove.sh");
        try (LiveNode node = LiveNode.start(home);
                Asking administrator = new Asking(node,
                        Credential.token(node.pki().adminToken().text(), node.pki().authorityCertificate()))) {
            assertEquals("off 0", quorum(administrator).getMode() + " " + quorum(administrator).getNumber());
            refused(administrator, "/v1/quorum", "{\"mode\": \"majority\", \"lease_ms\": 1000, \"kill_ms\": 900}",
                    "a kill budget of 900 ms does not fit into the lease of 1000 ms");
            create(administrator, "old");
            done(administrator, "/v1/quorum", "{\"mode\": \"majority\"}", "quorum is by majority of alpha");
            create(administrator, "web");
            ownedUnderALease(administrator);
            done(administrator, "/v1/quorum", "{\"mode\": \"majority\", \"lease_ms\": 2000}", "quorum is by majority of alpha");
            ownedUnderAnotherLease(administrator);
            done(administrator, "/v1/quorum", "{\"mode\": \"off\"}", "quorum is off");
            assertEquals("off []", quorum(administrator).getMode() + " " + quorum(administrator).getVotersList());
            done(administrator, "/v1/resources:out-of-service", "{\"tag\": \"web\"}", "web");
            done(administrator, "/v1/resources:in-service", "{\"tag\": \"web\"}", "web");
            assertTrue(figures(administrator, "vigil_quorum_voters 0.0"));
            assertTrue(Files.exists(home.resolve("lcd/votes")));
        }
    }

    private void create(Asking administrator, String tag) throws Exception {
        done(administrator, "/v1/resources", "{\"tag\": \"" + tag + "\", \"type\": \"generic\", \"quick_check_seconds\": 0,"
                + " \"deep_check_seconds\": 0, \"properties\": {\"scripts\": \"" + scripts + "\"}}", "in service on alpha");
    }

    private static void ownedUnderAnotherLease(Asking administrator) throws Exception {
        Quorum quorum = quorum(administrator);
        while (quorum.getUnits(1).hasOutInMs()) { // for one lease it rests on what was promised before
            quorum = quorum(administrator);
        }
        assertTrue(quorum.getNumber() > 1);
        assertEquals("[alpha] 2000 250 50", quorum.getVotersList() + " " + quorum.getLeaseMs() + " " + quorum.getKillMs() + " "
                + quorum.getTickMs());
        assertEquals(2, quorum.getUnitsCount(), quorum.toString());
        assertTrue(quorum.getUnitsList().stream().allMatch(unit -> unit.getHeldEpoch() > 0), quorum.toString());
    }

    private static void ownedUnderALease(Asking administrator) throws Exception {
        Quorum quorum = quorum(administrator);
        assertEquals("majority 1 [alpha] 1000 250 50", quorum.getMode() + " " + quorum.getNumber() + " " + quorum.getVotersList()
                + " " + quorum.getLeaseMs() + " " + quorum.getKillMs() + " " + quorum.getTickMs());
        assertTrue(quorum.getVoter());
        assertFalse(quorum.getSilent(), quorum.toString());
        assertEquals("PROVED", quorum.getTrust());
        assertEquals(2, quorum.getUnitsCount(), quorum.toString());
        assertEquals("old under epoch 2", quorum.getUnits(0).getUnit() + " under epoch " + quorum.getUnits(0).getHeldEpoch(),
                "what ran before was asked for under the next epoch");
        UnitQuorum web = quorum.getUnits(1);
        assertEquals("web alpha GRANTED", web.getUnit() + " " + web.getVotedFor() + " " + web.getStanding());
        assertEquals(web.getVotedEpoch(), web.getHeldEpoch());
        assertFalse(web.hasOutInMs(), "the own vote alone is a majority: no lease runs out");
        assertEquals("Not every hierarchy survives the failure of alpha.", quorum.getSurvives(0));
        ClusterStatus status = status(administrator);
        assertEquals(List.of(false), status.getSystemsList().stream().map(SystemStatus::getImpaired).toList());
        assertEquals("majority [alpha] []", status.getQuorum() + " " + status.getQuorumVotersList() + " "
                + status.getQuorumRemarksList());
        assertTrue(history(administrator).contains("This node takes old under epoch 2: LEASE, quorum majority."),
                history(administrator));
        assertTrue(history(administrator).contains("This node takes web under epoch 1: OPERATOR, quorum majority."),
                history(administrator));
        for (String line : new String[]{"vigil_quorum_voters 1.0", "vigil_quorum_leases_held 2.0",
                "vigil_quorum_leases_sought 0.0", "vigil_quorum_silent 0.0"}) {
            assertTrue(figures(administrator, line), line);
        }
    }
}
