package dev.vigil.kits.ip;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Runs all test methods of a class, inherited ones too, in one Java process inside a network namespace of its own, with or without root,
 * so that no address of this machine is ever touched.
 */
final class NamespaceRun {
    private static final List<String> ENTER = List.of("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork",
            "--kill-child", "--mount-proc");
    private static final long LIMIT_SECONDS = 120;
    private static final String PASSED = "passed ";
    private static final String FAILED = "failed ";

    private NamespaceRun() {}

    /** How one method ended; the story of a failure is its stack trace. */
    record Result(String method, Optional<String> failure) {}

    /** Why no namespace can be had here, or empty. */
    static Optional<String> obstacle() throws IOException, InterruptedException {
        List<String> trial = new ArrayList<>(ENTER);
        trial.addAll(List.of("ip", "link", "set", "lo", "up"));
        try {
            Process process = new ProcessBuilder(trial).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(output.strip());
        } catch (IOException missing) {
            return Optional.of(String.valueOf(missing.getMessage()));
        }
    }

    static List<Result> run(Class<?> tests) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(ENTER);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-ea", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NamespaceRun.class.getName(),
                tests.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<Result> results = new ArrayList<>();
        StringBuilder story = new StringBuilder();
        Thread.ofPlatform().daemon().start(() -> endAtLimit(process));
        for (String line : process.inputReader(StandardCharsets.UTF_8).lines().toList()) {
            if (line.startsWith(PASSED)) {
                results.add(new Result(line.substring(PASSED.length()), Optional.empty()));
                story.setLength(0);
            } else if (line.startsWith(FAILED)) {
                results.add(new Result(line.substring(FAILED.length()), Optional.of(story.toString())));
                story.setLength(0);
            } else {
                story.append(line).append('\n');
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            results.add(new Result("the whole run", Optional.of("exit code " + code + "\n" + story)));
        }
        return results;
    }

    private static void endAtLimit(Process process) {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException ended) {
            process.destroyForcibly();
        }
    }

    /** Inside the namespace. */
    public static void main(String[] arguments) throws Exception {
        Class<?> type = Class.forName(arguments[0]);
        for (Method method : with(type, Test.class)) {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Object instance = constructor.newInstance();
            boolean hasPassed = attempt(instance, with(type, BeforeEach.class)) && attempt(instance, List.of(method));
            hasPassed &= attempt(instance, with(type, AfterEach.class));
            System.out.println((hasPassed ? PASSED : FAILED) + method.getName());
        }
        System.exit(0);
    }

    private static List<Method> with(Class<?> type, Class<? extends Annotation> annotation) {
        List<Method> methods = new ArrayList<>();
        Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(annotation)).forEach(methods::add);
        methods.forEach(method -> method.setAccessible(true));
        return methods;
    }

    private static boolean attempt(Object instance, List<Method> methods) throws IllegalAccessException {
        try {
            for (Method method : methods) {
                method.invoke(instance);
            }
            return true;
        } catch (InvocationTargetException failed) {
            failed.getCause().printStackTrace(System.out);
            return false;
        }
    }
}
