package dev.vigil.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;

import com.google.protobuf.ByteString;

import org.junit.jupiter.api.Test;

import dev.vigil.protocol.admin.CreateResourceRequest;
import dev.vigil.protocol.admin.DeletePathRequest;
import dev.vigil.protocol.admin.JoinPath;
import dev.vigil.protocol.admin.JoinRequest;

final class AuditLinesTest {
    @Test
    void argumentsAreToldWithoutSecrets() {
        assertEquals(Map.of("tag", "web", "properties", "db-password=***, interface=eth0"),
                AuditLines.arguments(CreateResourceRequest.newBuilder().setTag("web").putProperties("db-password", "hunter2")
                        .putProperties("interface", "eth0").build()));
        assertEquals(
                Map.of("node", "bravo", "secret", "***", "signing_request", "3 bytes", "paths",
                        "{local_address=10.0.0.2, remote_address=10.0.0.1}"),
                AuditLines.arguments(JoinRequest.newBuilder().setNode("bravo").setSecret("hunter2")
                        .setSigningRequest(ByteString.copyFromUtf8("abc"))
                        .addPaths(JoinPath.newBuilder().setLocalAddress("10.0.0.2").setRemoteAddress("10.0.0.1")).build()));
    }

    @Test
    void listsAreOneValueAndLongValuesAreCut() {
        assertEquals(Map.of("path", "lan1", "without", "bravo, charlie"), AuditLines.arguments(
                DeletePathRequest.newBuilder().setPath("lan1").addWithout("bravo").addWithout("charlie").build()));
        String path = "x".repeat(600);
        assertEquals(Map.of("path", "x".repeat(500) + "..."),
                AuditLines.arguments(DeletePathRequest.newBuilder().setPath(path).build()));
    }
}
