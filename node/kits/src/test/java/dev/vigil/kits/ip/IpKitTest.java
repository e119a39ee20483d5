package dev.vigil.kits.ip;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract and the ways of addresses, against the kernel, in a network namespace. Fails where CI is true and none can be had. */
@Execution(ExecutionMode.CONCURRENT)
class IpKitTest {
    @TestFactory
    Stream<DynamicTest> ipv4() throws Exception {
        return inANamespace(IpKitInNamespace.class);
    }

    @TestFactory
    Stream<DynamicTest> ipv6() throws Exception {
        return inANamespace(Ip6KitInNamespace.class);
    }

    @TestFactory
    Stream<DynamicTest> moreOfIpv4() throws Exception {
        return inANamespace(MoreOfIpInNamespace.class);
    }

    @TestFactory
    Stream<DynamicTest> moreOfIpv6() throws Exception {
        return inANamespace(MoreOfIp6InNamespace.class);
    }

    private static Stream<DynamicTest> inANamespace(Class<?> tests) throws Exception {
        Optional<String> obstacle = NamespaceRun.obstacle();
        if (obstacle.isPresent() && "true".equals(System.getenv("CI"))) {
            fail("no network namespace for the test: " + obstacle.get());
        }
        obstacle.ifPresent(reason -> abort("no network namespace for the test: " + reason));
        var results = NamespaceRun.run(tests);
        assertFalse(results.isEmpty(), "nothing was run");
        return results.stream()
                .map(result -> DynamicTest.dynamicTest(result.method(), () -> result.failure().ifPresent(story -> fail(story))));
    }
}
