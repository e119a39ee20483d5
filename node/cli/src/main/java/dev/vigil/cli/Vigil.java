package dev.vigil.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The verbs without an object of their own. */
@Command(name = "vigil", synopsisSubcommandLabel = "VERB", mixinStandardHelpOptions = true, scope = CommandLine.ScopeType.INHERIT, versionProvider = Version.class, description = "Keeps services running on a group of servers.", footer = {
        "", "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 no answer, 4 not allowed."})
final class Vigil implements Runnable {
    private static final int USUAL_EVENTS = 50;

    private final Answers answers;
    private final Terminal terminal;
    @Spec
    private @Nullable CommandSpec spec;

    Vigil(Answers answers, Terminal terminal) {
        this.answers = answers;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw Failure.usage("A verb is missing.", "vigil help lists the verbs; vigil status is a good first one.");
    }

    @Command(description = "Systems, paths and hierarchies at a glance.")
    int status(@Option(names = "--watch", description = "Show it again each second, until Ctrl-C.") boolean isWatched) {
        if (isWatched) {
            return answers.watch("/v1/status", terminal, answer -> StatusText.of(answer, answers.width()));
        }
        return answers.query("/v1/status", new Object[0], answer -> StatusText.of(answer, answers.width()));
    }

    @Command(description = "What happened, the newest last.")
    int history(
            @Option(names = "--limit", defaultValue = "0", paramLabel = "N", description = "At most N events (50; of the cluster 200).") int limit,
            @Option(names = "--tag", defaultValue = "", paramLabel = "TAG", description = "Only of this resource.") String tag,
            @Option(names = "--node", defaultValue = "", paramLabel = "NODE", description = "Only of this node.") String node,
            @Option(names = "--cluster", description = "Of all nodes, causes before effects.") boolean isOfCluster,
            @Option(names = "--since", defaultValue = "", paramLabel = "TIME", description = "Only so far back, such as 10m; with --cluster.") String since) {
        if (isOfCluster) {
            return answers.query("/v1/history:cluster", new Object[]{"limit", limit, "tag", tag, "node", node, "last_seconds",
                    since.isEmpty() ? 0 : Amounts.seconds(since)}, ExplainText::timeline);
        }
        if (!since.isEmpty()) {
            throw Failure.usage("--since goes with --cluster.", "vigil history --cluster --since 10m");
        }
        return answers.query("/v1/history", new Object[]{"limit", limit == 0 ? USUAL_EVENTS : limit, "tag", tag, "node", node},
                Answers::history);
    }

    @Command(description = "Why something was done with a resource or a node, or was not.")
    int explain(@Parameters(paramLabel = "SUBJECT", description = "A tag, a node, or the id of an event.") String subject,
            @Option(names = "--why-not", description = "Why there was no failover, switchback or repair.") boolean isNot,
            @Option(names = "--limit", defaultValue = "0", paramLabel = "N", description = "At most N events (20).") int limit) {
        if (!subject.matches("[A-Za-z0-9._-]+|[0-9]+:[0-9a-f]+/[0-9]+")) {
            throw Failure.usage("\"" + subject + "\" is neither a tag nor the name of a node nor the id of an event.",
                    "vigil status shows tags and nodes, vigil history --json the ids.");
        }
        return answers.query("/v1/explain/" + subject.replace("/", "%2F"), new Object[]{"why_not", isNot, "limit", limit},
                isNot ? ExplainText::whyNot : ExplainText::events);
    }

    @Command(description = "The configuration database as rows of text.")
    int lcdstatus(
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "TAG", description = "Only its hierarchy.") String tag,
            @Option(names = "-e", description = "The short table instead.") boolean isShort) {
        if (isShort) {
            return answers.query("/v1/status", new Object[0], answer -> LcdStatusText.of(answer, tag, answers.width()));
        }
        return answers.query("/v1/lcd", new Object[]{"tag", tag}, Answers::rows);
    }

    @Command(description = "Set the timing: default or fast, whose detection time adapts to the network; adaptive with both values; or a name of your own with both, fixed.")
    int profile(@Parameters(paramLabel = "NAME", description = "default, fast or another name.") String name,
            @Option(names = "--interval", defaultValue = "", paramLabel = "TIME", description = "From heartbeat to heartbeat.") String interval,
            @Option(names = "--detection", defaultValue = "", paramLabel = "TIME", description = "Silence that means dead.") String detection,
            @Option(names = "--without", paramLabel = "NODE", description = "Change although this node is absent.") String @Nullable [] without) {
        return answers.change("/v1/timing", "profile", name, "interval_ms", Amounts.millis(interval), "detection_ms",
                Amounts.millis(detection), "without", VerbGroup.values(without));
    }

    @Command(description = "Move a hierarchy to another node, in order.")
    int switchover(@Parameters(paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "NODE", description = "Where to (the next in priority).") String node) {
        return answers.change("/v1/resources:switchover", "tag", tag, "node", node);
    }

    @Command(description = "Nothing is restored, repaired, moved or taken over by itself, for a time. Checks go on.")
    int freeze(
            @Parameters(arity = "0..1", defaultValue = "", paramLabel = "TAG", description = "Any resource of the hierarchy.") String tag,
            @Option(names = "--all", description = "Everything.") boolean isAll,
            @Option(names = "--for", required = true, paramLabel = "TIME", description = "How long: 30m, 2h; at most 31 days.") String time,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason) {
        return answers.change("/v1/freezes", "tag", tag, "all", isAll, "seconds", Amounts.seconds(time), "reason", reason);
    }

    @Command(description = "End a freeze before its time.")
    int unfreeze(@Parameters(arity = "0..1", defaultValue = "", paramLabel = "TAG", description = "What was frozen.") String tag,
            @Option(names = "--all", description = "The freeze of everything.") boolean isAll,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason) {
        return answers.change("/v1/freezes:end", "tag", tag, "all", isAll, "reason", reason);
    }

    @Command(name = "confirm-failover", description = "The death of a node waits for a confirmation: take over from it, or do not.")
    int confirmFailover(@Parameters(paramLabel = "NODE", description = "The node that is dead.") String node,
            @Option(names = "--deny", description = "Take nothing over from it.") boolean isDenied,
            @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for those who read it later.") String reason) {
        return answers.change("/v1/nodes:confirm-failover", "node", node, "deny", isDenied, "reason", reason);
    }

    @Command(description = "Check or repair a resource now, where it is in service.")
    int action(@Parameters(paramLabel = "TAG", description = "The resource.") String tag,
            @Parameters(paramLabel = "ACTION", description = "quickCheck, deepCheck or recover.") String action) {
        return answers.change("/v1/resources:run-action", "tag", tag, "action", action);
    }

    @Command(description = "Stop the node that is asked, in order.")
    int stop(@Option(names = "--switch-over", description = "Move its hierarchies to other nodes first.") boolean isSwitchedOver,
            @Option(names = "--hand-over", description = "Leave them running for its next start; nothing moves.") boolean isHandedOver) {
        if (isSwitchedOver && isHandedOver) {
            throw Failure.usage("--switch-over moves its hierarchies, --hand-over leaves them.", "Choose one.");
        }
        return answers.change("/v1/node:stop", "switch_over", isSwitchedOver, "hand_over", isHandedOver);
    }

    @Command(description = "The version of this command line.")
    int version() {
        CommandLine line = line();
        line.printVersionHelp(line.getOut());
        return ExitCode.DONE;
    }

    @Command(description = "The verbs, or what a verb understands.")
    int help(@Parameters(arity = "0..*", paramLabel = "VERB", description = "A verb.") String @Nullable [] verbs) {
        CommandLine line = line();
        for (String verb : VerbGroup.values(verbs)) {
            CommandLine next = line.getSubcommands().get(verb);
            if (next == null) {
                throw Failure.usage("There is no verb \"" + verb + "\".", "vigil help lists the verbs.");
            }
            line = next;
        }
        line.usage(line.getOut());
        return ExitCode.DONE;
    }

    private CommandLine line() {
        if (spec == null) {
            throw new IllegalStateException("asked before the command line was built");
        }
        return spec.commandLine();
    }
}
