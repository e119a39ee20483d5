package dev.vigil.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.api.AnnotationsProto;
import com.google.api.HttpRule;
import com.google.protobuf.Descriptors.MethodDescriptor;

import org.junit.jupiter.api.Test;

import dev.vigil.protocol.admin.AdminProto;

/** The document of the protocol tells of every call what the protocol and the table of roles tell, and its program is the one that is tested. */
class ProtocolDocumentTest {
    private static final Path ROOT = Path.of("../..");

    @Test
    void itsTableIsThatOfTheProtocol() throws IOException {
        List<String> told = Files.readAllLines(ROOT.resolve("docs/protocol.md")).stream()
                .filter(line -> line.contains("| GET /") || line.contains("| POST /")).toList();
        List<String> right = AdminProto.getDescriptor().findServiceByName("Administration").getMethods().stream()
                .map(ProtocolDocumentTest::line).toList();
        assertEquals(String.join("\n", right), String.join("\n", told));
    }

    private static String line(MethodDescriptor call) {
        HttpRule rule = call.getOptions().getExtension(AnnotationsProto.http);
        String path = rule.getPatternCase() == HttpRule.PatternCase.GET ? "GET " + rule.getGet() : "POST " + rule.getPost();
        return "| " + call.getName() + " | " + path + " | " + RolesTest.lowestRole(call.getName()) + " | "
                + call.getInputType().getName() + " | " + (call.isServerStreaming() ? "stream " : "")
                + call.getOutputType().getName()
                + " |";
    }

    @Test
    void itsProgramIsTheTestedOne() throws IOException {
        String document = Files.readString(ROOT.resolve("docs/protocol.md"));
        String program = Files.readString(ROOT.resolve("distribution/src/test/node/client.mjs"));
        assertTrue(document.contains("```js\n" + program + "```\n"), "docs/protocol.md shows another client.mjs");
        String pins = Files.readString(ROOT.resolve("distribution/src/test/node/package.json"));
        for (String name : List.of("@grpc/grpc-js", "@grpc/proto-loader", "protobufjs")) {
            String version = pins.replaceAll("(?s).*\"" + name + "\": \"([^\"]+)\".*", "$1");
            assertTrue(document.contains(name + "@" + version), name + " " + version);
        }
    }
}
