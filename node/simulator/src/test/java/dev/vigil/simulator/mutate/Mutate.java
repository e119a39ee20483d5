package dev.vigil.simulator.mutate;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The command {@code mutate}: switches off one safety rule after the other and shows what notices. */
final class Mutate {
    private static final long LIMIT_MINUTES = 20;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private final Path root;
    private final Path folder;

    private Mutate(Path root, Path folder) {
        this.root = root;
        this.folder = folder;
    }

    /** Arguments: the root of the tree, a folder for what is compiled, and names of mutants; none: all. Exit code 1: one survived. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]).toAbsolutePath().normalize();
        List<String> names = List.of(args).subList(2, args.length);
        List<Mutant> mutants = all(root).stream().filter(each -> names.isEmpty() || names.contains(each.name())).toList();
        System.out.printf("%-3s %-28s %-6s %-9s %8s  %s%n", "no", "mutant", "rule", "", "ms", "noticed by");
        int survived = 0;
        for (int i = 0; i < mutants.size(); i++) {
            Mutant mutant = mutants.get(i);
            long start = System.nanoTime();
            Result result = new Mutate(root, Path.of(args[1]).resolve(mutant.name())).run(mutant);
            survived += result.isCaught ? 0 : 1;
            System.out.printf("%-3d %-28s %-6s %-9s %8d  %s%n", i + 1, mutant.name(), mutant.rule(),
                    result.isCaught ? "caught" : "SURVIVED", (System.nanoTime() - start) / NANOS_PER_MILLI, result.line);
        }
        System.out.println(mutants.size() - survived + " of " + mutants.size() + " caught");
        System.exit(survived == 0 && !mutants.isEmpty() ? 0 : 1);
    }

    static List<Mutant> all(Path root) throws IOException {
        List<Mutant> mutants = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve("node/simulator/src/test/mutants"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".mutants")).sorted().toList()) {
                mutants.addAll(MutantText.parse(Files.readString(file)));
            }
        }
        return mutants;
    }

    private record Result(boolean isCaught, String line) {}

    private Result run(Mutant mutant) throws IOException, InterruptedException {
        Path source = root.resolve(mutant.file());
        Path copy = folder.resolve("source").resolve(source.getFileName());
        Files.createDirectories(copy.getParent());
        Files.createDirectories(folder.resolve("classes"));
        Files.writeString(copy, mutant.in(Files.readString(source)));
        StringWriter said = new StringWriter();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        boolean isCompiled = compiler.getTask(said, null, null,
                List.of("-proc:none", "-nowarn", "-d", folder.resolve("classes").toString(), "-cp",
                        System.getProperty("java.class.path")),
                null, compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8).getJavaFileObjects(copy)).call();
        if (!isCompiled) {
            throw new IllegalArgumentException("mutant " + mutant.name() + " does not compile: " + said);
        }
        return notice(mutant);
    }

    private Result notice(Mutant mutant) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-Xmx1g", "-cp", folder.resolve("classes") + ":" + System.getProperty("java.class.path"),
                Catcher.class.getName()));
        command.addAll(mutant.catcher());
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command).directory(module(mutant).toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return new Result(false, "nothing within " + LIMIT_MINUTES + " minutes");
        }
        List<String> lines = Files.readAllLines(output);
        if (process.exitValue() > 1) {
            throw new IllegalStateException("mutant " + mutant.name() + ": " + String.join("\n", lines));
        }
        return new Result(process.exitValue() == 1, String.join(" ", lines.stream().limit(2).map(String::strip).toList()));
    }

    /** Tests look for their files below their own module. */
    private Path module(Mutant mutant) {
        Path at = root.resolve(mutant.file());
        while (!Files.exists(at.resolve("pom.xml"))) {
            at = at.getParent();
        }
        return mutant.catcher().getFirst().equals("sim") ? root.resolve("node/simulator") : at;
    }
}
