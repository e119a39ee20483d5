package dev.vigil.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The verbs of ownership by majority. */
@Command(name = "quorum", description = "Quorum: whether a majority of voters says who owns a hierarchy.")
final class QuorumVerbs extends VerbGroup {
    private final Answers answers;
    private final Terminal terminal;

    QuorumVerbs(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    @Command(description = "Who votes, what the asked node holds, seeks and has voted, and which voters answer it.")
    int show() {
        return answers.query("/v1/quorum", new Object[0], quorum -> QuorumText.of(quorum, answers.width()));
    }

    @Command(description = "Let nothing run without the votes of more than half of the voters; or let others vote, or on other terms.")
    int majority(
            @Option(names = "--voter", paramLabel = "NODE", description = "A node that votes; an odd number of them (those who vote already, or all nodes).") String @Nullable [] voters,
            @Option(names = "--lease", defaultValue = "", paramLabel = "TIME", description = "How long a voter keeps a hierarchy for a silent owner, for example 1s (as it is, or as the profile says).") String lease,
            @Option(names = "--kill", defaultValue = "", paramLabel = "TIME", description = "What the guard needs at most to end a hierarchy, for example 250ms (as it is, or as the profile says).") String kill,
            @Option(names = "--tick", defaultValue = "", paramLabel = "TIME", description = "From one claim of an owner to the next, for example 50ms (as it is, or as the profile says).") String tick,
            @Option(names = "--without", paramLabel = "NODE", description = "Let others vote although this node is absent; more than half of the present voters must agree.") String @Nullable [] without) {
        return answers.change("/v1/quorum", "mode", "majority", "voters", values(voters), "lease_ms", Amounts.millis(lease),
                "kill_ms", Amounts.millis(kill), "tick_ms", Amounts.millis(tick), "without", values(without));
    }

    @Command(description = "The same with a folder as one more voter, for two nodes without a third.")
    int storage(
            @Parameters(paramLabel = "FOLDER", description = "A folder that every node reaches by this name, on storage that fails with none of them; the asked node makes a folder in it.") String folder,
            @Option(names = "--voter", paramLabel = "NODE", description = "A node that votes; an even number of them (those who vote already, or all nodes).") String @Nullable [] voters,
            @Option(names = "--lease", defaultValue = "", paramLabel = "TIME", description = "How long a node keeps a hierarchy for a silent owner, for example 1s (as it is, or as the profile says).") String lease,
            @Option(names = "--storage-lease", defaultValue = "", paramLabel = "TIME", description = "The same of the folder; many times what a forced writing there takes (as it is, or 3s).") String storageLease,
            @Option(names = "--kill", defaultValue = "", paramLabel = "TIME", description = "What the guard needs at most to end a hierarchy, for example 250ms (as it is, or as the profile says).") String kill,
            @Option(names = "--tick", defaultValue = "", paramLabel = "TIME", description = "From one claim of an owner to the next, for example 50ms (as it is, or as the profile says).") String tick,
            @Option(names = "--without", paramLabel = "NODE", description = "Let others vote although this node is absent; more than half of the present voters must agree.") String @Nullable [] without) {
        return answers.change("/v1/quorum", "mode", "storage", "voters", values(voters), "lease_ms", Amounts.millis(lease),
                "kill_ms", Amounts.millis(kill), "tick_ms", Amounts.millis(tick), "storage", folder, "storage_lease_ms",
                Amounts.millis(storageLease), "without", values(without));
    }

    @Command(description = "Let each node judge alone who is dead, as a new cluster does. Every node must agree.")
    int off() {
        return answers.change("/v1/quorum", "mode", "off");
    }

    @Command(description = "More than half of the voters are gone for good: let those that are left be all.")
    int force(
            @Option(names = "--lost", required = true, paramLabel = "NODE", description = "A voter that is gone, storage for the folder; several times.") String[] lost,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason,
            @Option(names = "--voter", paramLabel = "NODE", description = "One that is left and votes; an odd number of them (all, or all but the first that runs nothing).") String @Nullable [] voters,
            @Option(names = "--without", paramLabel = "NODE", description = "Another node that is absent and does not vote.") String @Nullable [] without,
            @Option(names = "--yes", description = "Do not ask.") boolean isSure) {
        terminal.confirm(isSure, "Are " + String.join(", ", lost)
                + " switched off for good? What they run would run twice, and what was stored there alone is lost.");
        return answers.change("/v1/quorum:force", "lost", values(lost), "voters", values(voters), "reason", reason, "without",
                values(without));
    }

    @Command(description = "Which failures the configuration survives: every node, every two nodes, and cut networks.")
    int survives() {
        return answers.query("/v1/quorum", new Object[0], QuorumVerbs::survived);
    }

    private static List<String> survived(JsonObject quorum) {
        List<String> sentences = quorum.texts("survives");
        return sentences.isEmpty() ? List.of("there is no node yet") : sentences;
    }
}
