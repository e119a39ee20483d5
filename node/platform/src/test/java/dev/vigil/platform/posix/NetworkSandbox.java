package dev.vigil.platform.posix;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test method of a class in a Java process of its own inside a fresh network namespace, with or without root. Where the
 * system refuses such a namespace the test is reported as skipped with the reason, and fails where the variable CI is true.
 */
final class NetworkSandbox implements InvocationInterceptor {
    private static final List<String> ENTER = List.of("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork",
            "--kill-child", "--mount-proc");
    private static final long LIMIT_SECONDS = 60;
    private static Optional<Optional<String>> obstacle = Optional.empty();

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> invocationContext,
            ExtensionContext extensionContext) throws Throwable {
        Optional<String> reason = obstacle();
        if (reason.isPresent() && "true".equals(System.getenv("CI"))) {
            fail("no network namespace for the test: " + reason.get());
        }
        reason.ifPresent(text -> abort("no network namespace for the test: " + text));
        List<String> command = new ArrayList<>(ENTER);
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-ea", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                NetworkSandbox.class.getName(), invocationContext.getTargetClass().getName(),
                invocationContext.getExecutable().getName()));
        invocation.skip();
        Result result = run(command);
        if (result.code() != 0) {
            fail("in the network namespace: exit code " + result.code() + "\n" + result.output());
        }
        System.out.print(result.output());
    }

    private static synchronized Optional<String> obstacle() throws IOException, InterruptedException {
        if (obstacle.isEmpty()) {
            List<String> trial = new ArrayList<>(ENTER);
            trial.addAll(List.of("ip", "link", "set", "lo", "up"));
            try {
                Result result = run(trial);
                obstacle = Optional.of(result.code() == 0 ? Optional.empty() : Optional.of(result.output()));
            } catch (IOException missing) {
                obstacle = Optional.of(Optional.of(missing.getMessage()));
            }
        }
        return obstacle.get();
    }

    private record Result(int code, String output) {}

    private static Result run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("sandbox", ".txt");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
            boolean hasEnded = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!hasEnded) {
                process.destroyForcibly().waitFor();
            }
            String text = Files.readString(output, StandardCharsets.UTF_8);
            return hasEnded ? new Result(process.exitValue(), text) : new Result(-1, text + "\nnot ended within the limit");
        } finally {
            Files.delete(output);
        }
    }

    /** Inside the namespace: class and method of the test. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class<?> type = Class.forName(arguments[0]);
        var constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method method = type.getDeclaredMethod(arguments[1]);
        method.setAccessible(true);
        try {
            method.invoke(constructor.newInstance());
        } catch (ReflectiveOperationException failed) {
            Throwable cause = failed.getCause() == null ? failed : failed.getCause();
            cause.printStackTrace();
            System.exit(1);
        }
        System.exit(0);
    }
}
