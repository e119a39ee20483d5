package dev.vigil.lab;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the tests with the tag {@code lab}, one after the other, and tells each result in a line and all of them in the last one. */
final class LabTestRun implements TestExecutionListener {
    private final PrintWriter out;
    private final Map<String, Long> begunAt = new ConcurrentHashMap<>();
    private int passed;
    private int failed;
    private int skipped;

    LabTestRun(PrintWriter out) {
        this.out = out;
    }

    /** Runs the classes whose name matches; whether something ran and nothing failed. */
    boolean run(String classes) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(LabTestRun.class.getPackageName()))
                .filters(TagFilter.includeTags("lab"), ClassNameFilter.includeClassNamePatterns(classes)).build();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(request, this);
        out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
        return passed > 0 && failed == 0;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        begunAt.put(test.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped++;
        out.println("SKIPPED " + name(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        // A container that fails hides its tests, so its failure counts like one; one that passes counts nothing.
        if (test.isContainer() && !test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            return;
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begunAt.getOrDefault(test.getUniqueId(), System.nanoTime()));
        switch (result.getStatus()) {
            case SUCCESSFUL -> passed++;
            case FAILED -> failed++;
            case ABORTED -> skipped++;
        }
        out.println(result.getStatus() + " " + name(test) + " (" + took.toMillis() + " ms)");
        result.getThrowable().ifPresent(thrown -> thrown.printStackTrace(out));
    }

    private static String name(TestIdentifier test) {
        String parent = test.getParentId().orElse("");
        return parent.replaceAll(".*class:([^/\\]]*).*", "$1").replaceAll(".*\\.", "") + " " + test.getDisplayName();
    }
}
