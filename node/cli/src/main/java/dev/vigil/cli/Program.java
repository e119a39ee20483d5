package dev.vigil.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as a whole: the verbs, and how their trouble is told in one or two lines. */
final class Program {
    private static final int USUAL_WIDTH = 120;
    private static final int NARROWEST_WIDTH = 60;

    private final PrintWriter out;
    private final PrintWriter err;
    private final Map<String, String> environment;
    private final Path launcher;
    private final Function<Places, Administration> connect;
    private final Terminal terminal;

    Program(PrintWriter out, PrintWriter err, Map<String, String> environment, Path launcher) {
        this(out, err, environment, launcher, places -> connect(places, err), Terminal.ofProcess());
    }

    Program(PrintWriter out, PrintWriter err, Map<String, String> environment, Path launcher,
            Function<Places, Administration> connect, Terminal terminal) {
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.launcher = launcher;
        this.connect = connect;
        this.terminal = terminal;
    }

    int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    private CommandLine commandLine() {
        GlobalOptions options = new GlobalOptions();
        Places places = new Places(options, environment);
        Supplier<Administration> administration = () -> connect.apply(places);
        // Only whoever sits before a terminal wonders what takes so long.
        Optional<Progress> progress = terminal.person()
                .map(person -> new Progress(administration, terminal.beat(), err::println));
        Answers answers = new Answers(options, administration, progress, out::println, width());
        ServerProgram server = new ServerProgram(launcher, administration, out::println);
        CommandLine root = new CommandLine(new Vigil(answers, terminal)).addMixin("global", options);
        root.addSubcommand(new ClusterVerbs(answers, places, server, terminal)).addSubcommand(new StartVerb(places, server))
                .addSubcommand(new RestartVerb(answers, places, server))
                .addSubcommand(new PathVerbs(answers)).addSubcommand(new ResourceVerbs(answers, terminal))
                .addSubcommand(new DependencyVerbs(answers)).addSubcommand(new FlagVerbs(answers))
                .addSubcommand(new NodeVerbs(answers, terminal))
                .addSubcommand(new TokenVerbs(answers)).addSubcommand(new NotifyVerbs(answers))
                .addSubcommand(new FenceVerbs(answers, terminal))
                .addSubcommand(new HealVerbs(answers, terminal))
                .addSubcommand(new AdminLockVerbs(answers, terminal))
                .addSubcommand(new QuorumVerbs(answers, terminal))
                .addSubcommand(new AuditVerb(answers))
                .addSubcommand(new EventVerb(answers))
                .addSubcommand(new WhatIfVerbs(answers)).addSubcommand(new DecisionVerbs(answers))
                .addSubcommand(new ReplayVerb(server)).addSubcommand(new CompletionVerbs())
                .addSubcommand(new DoctorVerb(options, places, administration, launcher, out::println));
        // What stands behind a command of LCDI is its own affair.
        LcdiCommand lcdi = new LcdiCommand(administration, out::println, err::println, width());
        root.addSubcommand(new CommandLine(lcdi).setStopAtPositional(true));
        return root.setOut(out).setErr(err).setUsageHelpWidth(width()).setExpandAtFiles(false)
                .setParameterExceptionHandler((wrong, ignored) -> tell(misuse(wrong)))
                .setExecutionExceptionHandler((exception, line, result) -> tell(exception));
    }

    private static Administration connect(Places places, PrintWriter err) {
        Places.Endpoint endpoint = places.endpoint();
        ClusterTrust trust = new ClusterTrust(ClusterTrust.read(endpoint.authority()), InstantSource.system(),
                warning -> err.println("vigil: " + warning));
        return new HttpsAdministration(endpoint.address(), places.token(), trust);
    }

    private int width() {
        try {
            return Math.max(NARROWEST_WIDTH, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException notATerminal) {
            return USUAL_WIDTH;
        }
    }

    private int tell(Exception exception) throws Exception {
        if (!(exception instanceof Failure failure)) {
            throw exception;
        }
        err.println("vigil: " + failure.sentence());
        if (!failure.hint().isEmpty()) {
            err.println("       " + failure.hint());
        }
        return failure.exitCode();
    }

    private static Failure misuse(ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String hint = name.equals("vigil") ? "vigil help lists the verbs." : name + " --help explains it.";
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            List<String> near = unmatched.getSuggestions();
            String kind = unmatched.isUnknownOption() ? "option" : "verb";
            boolean isVerb = unmatched.isUnknownOption() || !wrong.getCommandLine().getSubcommands().isEmpty();
            return Failure.usage(isVerb ? name + " has no " + kind + " \"" + word + "\"." : name + " takes no \"" + word + "\".",
                    near.isEmpty() ? hint : "Did you mean " + String.join(" or ", near) + "? " + hint);
        }
        String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("wrong usage");
        return Failure.usage(name + ": " + message + (message.endsWith(".") ? "" : "."), hint);
    }
}
