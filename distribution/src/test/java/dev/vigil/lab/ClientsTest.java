package dev.vigil.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.vigil.protocol.admin.AdminProto;

/**
 * Two clients that hold nothing of ours make the same calls and get the same answers: one in Node.js, which learns the protocol by gRPC
 * reflection, and curl with JSON. Each works on a hierarchy of its own.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its scripts and the launcher are those of a Linux shell")
@Timeout(600)
class ClientsTest {
    private static final ServiceDescriptor SERVICE = AdminProto.getDescriptor().findServiceByName("Administration");
    private static final Duration SETTLE = Duration.ofSeconds(60);
    /** Never still, or told per caller. */
    private static final List<String> FIGURES = List.of("round_trip_ms", "loss_percent", "largest_joint_silence_ms", "took_ms",
            "journal_index", "mirror_lag", "running");

    private static final Pattern REFUSAL = Pattern.compile("^[A-Z_]+ [A-Z\"a-z]");

    /** A question in which TAG stands for the hierarchy of the client. */
    private record Step(String call, String question, Ending ending) {
        Step(String call, String question) {
            this(call, question, Ending.DONE);
        }
    }

    private enum Ending {
        DONE, REFUSED
    }

    @Test
    void bothMakeTheSameCallsAndSeeTheSame(@TempDir Path temporary) throws IOException {
        Path folder = temporary.toRealPath();
        try (LiveCluster cluster = new LiveCluster(folder)) {
            cluster.start();
            cluster.must("alpha", "profile", "patient", "--interval", "250ms", "--detection", "15s");
            Path authority = cluster.home("alpha").resolve("pki/ca.crt");
            String token = Files.readString(cluster.home("alpha").resolve("pki/admin.token")).strip();
            String endpoint = LiveCluster.administration("alpha");
            try (NodeClient node = NodeClient.start(folder.resolve("client"),
                    Map.of("VIGIL", endpoint, "VIGIL_NODE", "alpha", "VIGIL_CA", authority.toString(), "VIGIL_TOKEN", token));
                    CurlClient curl = new CurlClient(folder, "alpha", endpoint, authority, token)) {
                described(node.greeting());
                node.watch();
                curl.watch();
                assertTrue(Pause.until(SETTLE, () -> !node.events().isEmpty() && !curl.events().isEmpty()),
                        "neither is told of the status");
                Path scripts = cluster.scripts("app", "exit 0\n", "exit 0\n", "exit 0\n");
                for (Step step : steps(scripts)) {
                    same(step, node, curl);
                }
                events(node, curl);
            }
        }
    }

    /** Reflection alone tells of every call. */
    private static void described(String greeting) throws IOException {
        Struct.Builder told = Struct.newBuilder();
        JsonFormat.parser().merge(greeting, told);
        TreeSet<String> services = new TreeSet<>();
        told.getFieldsOrThrow("services").getListValue().getValuesList().forEach(value -> services.add(value.getStringValue()));
        assertTrue(services.containsAll(List.of("vigil.admin.v1.Administration", "grpc.health.v1.Health")), greeting);
        TreeSet<String> calls = new TreeSet<>();
        told.getFieldsOrThrow("calls").getListValue().getValuesList().forEach(value -> calls.add(value.getStringValue()));
        assertEquals(new TreeSet<>(SERVICE.getMethods().stream().map(MethodDescriptor::getName).toList()), calls);
    }

    private static List<Step> steps(Path scripts) {
        List<Step> steps = new ArrayList<>();
        for (String part : List.of("TAG", "TAG-needed")) {
            steps.add(new Step("CreateResource", "{\"tag\": \"" + part
                    + "\", \"type\": \"generic\", \"info\": \"a \\\"quoted\\\" word, é\", \"properties\": {\"scripts\": \""
                    + scripts
                    + "\"}}"));
        }
        steps.addAll(List.of(new Step("CreateDependency", "{\"parent\": \"TAG\", \"child\": \"TAG-needed\"}"),
                new Step("ExtendResource", "{\"tag\": \"TAG\", \"node\": \"bravo\", \"priority\": 20}"),
                new Step("GetStatus", "{}"), new Step("GetLcd", "{\"tag\": \"TAG\"}"),
                new Step("Switchover", "{\"tag\": \"TAG\", \"node\": \"bravo\"}"),
                new Step("Explain", "{\"subject\": \"TAG-needed\"}"), new Step("ListTypes", "{}"),
                new Step("RunAction", "{\"tag\": \"TAG\", \"action\": \"quickCheck\"}"),
                new Step("ChangeResource", "{\"tag\": \"TAG\", \"info\": \"\", \"quick_check_seconds\": 30}"),
                new Step("SetFlag", "{\"flag\": \"!TAG\"}"), new Step("ClearFlag", "{\"flag\": \"!TAG\"}"),
                new Step("ListHistory", "{\"limit\": 5, \"tag\": \"TAG\"}"),
                new Step("DeleteResource", "{\"tag\": \"TAG\"}", Ending.REFUSED),
                new Step("CreateResource", "{\"tag\": \"TAG\"}", Ending.REFUSED),
                new Step("Switchover", "{\"tag\": \"no such\"}", Ending.REFUSED),
                new Step("Switchover", "{\"tag\": \"TAG\", \"node\": \"zulu\"}", Ending.REFUSED),
                new Step("TakeOutOfService", "{\"tag\": \"TAG-needed\"}"), new Step("DeleteResource", "{\"tag\": \"TAG\"}"),
                new Step("DeleteResource", "{\"tag\": \"TAG-needed\"}"),
                new Step("Explain", "{\"subject\": \"TAG\"}", Ending.REFUSED),
                new Step("ListAudit", "{\"limit\": 1, \"call\": \"DeleteResource\"}"), new Step("GetStatus", "{}")));
        return steps;
    }

    /** A change is made by each for itself; a question is asked by both, and both get the very same. */
    private static void same(Step step, NodeClient node, CurlClient curl) throws IOException {
        MethodDescriptor call = SERVICE.findMethodByName(step.call());
        String byNode = told(call, node.ask(step.call(), step.question().replace("TAG", "webnode")));
        String byCurl = told(call, curl.ask(call, step.question().replace("TAG", "webcurl")));
        assertEquals(normal(byNode), normal(byCurl), step.toString());
        assertEquals(step.ending() == Ending.REFUSED, REFUSAL.matcher(byNode).find(), byNode);
    }

    /** The answer as the message of the protocol that it is; of a refusal code and sentence. */
    private static String told(MethodDescriptor call, String text) throws InvalidProtocolBufferException {
        Struct.Builder outer = Struct.newBuilder();
        JsonFormat.parser().merge(text, outer);
        if (outer.containsFields("refused")) {
            return outer.getFieldsOrThrow("refused").getStringValue() + " " + outer.getFieldsOrThrow("sentence").getStringValue();
        }
        if (outer.containsFields("code") && outer.containsFields("hint")) {
            return outer.getFieldsOrThrow("code").getStringValue() + " " + outer.getFieldsOrThrow("sentence").getStringValue()
                    + " "
                    + outer.getFieldsOrThrow("hint").getStringValue();
        }
        Struct answer = outer.containsFields("answer") ? outer.getFieldsOrThrow("answer").getStructValue() : outer.build();
        DynamicMessage.Builder message = DynamicMessage.newBuilder(call.getOutputType());
        JsonFormat.parser().merge(JsonFormat.printer().print(answer), message);
        return message.build().toString();
    }

    /** Without figures that never stand still, names of the two hierarchies, numbers and times. */
    private static String normal(String told) {
        return told.lines().filter(line -> FIGURES.stream().noneMatch(line::contains)).map(line -> line
                .replaceAll("webnode|webcurl", "TAG").replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "TIME")
                .replaceAll("[0-9]+", "N")).reduce("", (all, line) -> all + line + "\n");
    }

    /** Both were told of both hierarchies, the same events under the same ids. */
    private static void events(NodeClient node, CurlClient curl) {
        Pattern id = Pattern.compile("^id: (.*)$");
        assertTrue(Pause.until(SETTLE, () -> {
            List<String> byCurl = curl.events().stream().map(id::matcher).filter(found -> found.find())
                    .map(found -> found.group(1))
                    .toList();
            List<String> byNode = node.events().stream().map(Pattern.compile("^\\{\"id\":\"([^\"]+)\"")::matcher)
                    .filter(found -> found.find()).map(found -> found.group(1)).toList();
            return byCurl.size() > 20 && byCurl.equals(byNode);
        }), () -> node.events() + "\n" + curl.events());
        String all = String.join("\n", node.events());
        assertTrue(all.contains("webnode") && all.contains("webcurl") && all.contains("\"changed\":"), all);
    }
}
