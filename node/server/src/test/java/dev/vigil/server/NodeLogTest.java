package dev.vigil.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;

class NodeLogTest {
    @TempDir
    private Path folder = Path.of("");
    private final LoggerContext log = new LoggerContext();

    @BeforeEach
    void likeTheContextOfAProcess() {
        log.setMDCAdapter(new LogbackMDCAdapter());
    }

    @AfterEach
    void forget() {
        System.clearProperty(NodeLog.FOLDER);
        System.clearProperty(NodeLog.LEVEL);
        log.stop();
    }

    @Test
    void aNodeWritesLinesForPeopleAndLinesOfJson() throws IOException {
        System.setProperty(NodeLog.FOLDER, folder.toString());
        assertEquals(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY, new NodeLog().configure(log));
        log.getLogger("dev.vigil.server.Node").debug("unasked");
        log.getLogger("dev.vigil.server.Node").info("heartbeats-begin node={}", "alpha");
        log.getLogger("io.netty.channel").info("chatter");
        log.stop();

        List<String> lines = Files.readAllLines(folder.resolve("vigil.log"));
        assertEquals(1, lines.size(), lines.toString());
        String time = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)";
        assertTrue(lines.getFirst().matches(time + " INFO  d\\.vigil\\.server\\.Node heartbeats-begin node=alpha"),
                lines.toString());
        List<String> json = Files.readAllLines(folder.resolve("vigil.json"));
        assertEquals(1, json.size(), json.toString());
        assertTrue(json.getFirst().contains("\"loggerName\":\"dev.vigil.server.Node\""), json.toString());
    }

    @Test
    void theLevelIsThatOfTheSettings() throws IOException {
        System.setProperty(NodeLog.FOLDER, folder.toString());
        System.setProperty(NodeLog.LEVEL, "debug");
        new NodeLog().configure(log);
        log.getLogger("dev.vigil.server.Node").debug("asked");
        log.stop();
        assertEquals(1, Files.readAllLines(folder.resolve("vigil.log")).size());
    }

    @Test
    void aProcessWithoutAFolderIsLeftToOthers() {
        assertEquals(ExecutionStatus.INVOKE_NEXT_IF_ANY, new NodeLog().configure(log));
    }
}
