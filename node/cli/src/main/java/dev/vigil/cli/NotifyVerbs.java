package dev.vigil.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of those who are told of what happens. */
@Command(name = "notify", description = "Receivers: who is told of what happens, by mail, webhook, SNMP, syslog or event log.")
final class NotifyVerbs extends VerbGroup {
    private final Answers answers;

    NotifyVerbs(Answers answers) {
        this.answers = answers;
    }

    @Command(description = "Tell somebody more.")
    int create(
            @Parameters(paramLabel = "KIND", description = "mail, webhook, snmp, syslog or eventlog: vigil notify kinds.") String kind,
            @Parameters(paramLabel = "NAME", description = "Its name in the cluster.") String name,
            @Option(names = "--property", paramLabel = "NAME=VALUE", description = "A property of the kind; @FILE takes the content of a file.") @Nullable Map<String, String> properties,
            @Option(names = "--secret", paramLabel = "NAME=@FILE", description = "A secret of the kind, from a file; shown to nobody again.") @Nullable Map<String, String> secrets,
            @Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/receivers", "name", name, "kind", kind, "properties", GivenValues.read(properties), "secrets",
                GivenValues.read(secrets), "without", values(without));
    }

    @Command(description = "Who is told, and how they fare on the node that is asked.")
    int list() {
        return answers.query("/v1/receivers", new Object[0], answer -> lines(answer.objects("receivers")));
    }

    @Command(description = "What kinds of receivers there are, with their properties.")
    int kinds() {
        return answers.query("/v1/receivers", new Object[0], NotifyVerbs::kinds);
    }

    @Command(description = "Tell somebody no longer.")
    int delete(@Parameters(paramLabel = "NAME", description = "Its name: vigil notify list.") String name,
            @Option(names = "--without", paramLabel = "NODE", description = "Do it although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/receivers:delete", "name", name, "without", values(without));
    }

    @Command(description = "Tell it of a test from the node that is asked, and show its answer.")
    int test(@Parameters(paramLabel = "NAME", description = "Its name: vigil notify list.") String name) {
        return answers.change("/v1/receivers:test", "name", name);
    }

    private List<String> lines(List<JsonObject> receivers) {
        if (receivers.isEmpty()) {
            return List.of("nobody is told of what happens: vigil notify create");
        }
        TextTable table = new TextTable(List.of("RECEIVER", "KIND", "SENT", "WAITING", "DROPPED", "TO", "STATE"));
        receivers.forEach(one -> table.add(List.of(one.text("name"), one.text("kind"), StatusText.whole(one.number("sent")),
                StatusText.whole(one.number("waiting")), StatusText.whole(one.number("dropped")), to(one), state(one))));
        return table.lines(answers.width());
    }

    private static String to(JsonObject receiver) {
        JsonObject properties = receiver.object("properties");
        return properties.text("to") + properties.text("url") + (properties.text("to").isEmpty() ? properties.text("host") : "");
    }

    private static String state(JsonObject receiver) {
        String since = receiver.text("failing_since");
        String answer = receiver.text("answer");
        if (since.isEmpty()) {
            return answer.isEmpty() ? "nothing said yet" : "well: " + answer;
        }
        return "FAILS since " + Answers.localTime(since) + ": " + answer;
    }

    private static List<String> kinds(JsonObject answer) {
        List<String> lines = new ArrayList<>();
        for (JsonObject kind : answer.objects("kinds")) {
            lines.add(kind.text("type") + ": " + kind.text("description"));
            kind.objects("properties").stream().map(Answers::property).forEach(lines::add);
        }
        return lines;
    }
}
