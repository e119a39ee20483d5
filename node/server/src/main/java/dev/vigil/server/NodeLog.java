package dev.vigil.server;

import java.nio.file.Path;

import org.slf4j.Logger;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.FileSize;

/**
 * The log of a node's process, as lines for people and as JSON, both written behind and never waited for. It is told here and not in a file of
 * XML, since reading that takes a starting node a sixth of its time and six hundred classes.
 */
public final class NodeLog extends ContextAwareBase implements Configurator {
    /** The folder of the log; a process without it keeps none of its own. */
    static final String FOLDER = "vigil.logs";
    static final String LEVEL = "vigil.log-level";
    private static final String LINE = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{20} %msg%n";
    private static final FileSize LARGEST = new FileSize(10 * FileSize.MB_COEFFICIENT);
    private static final int OLDER_FILES = 5;
    private static final int QUEUE = 4096;

    @Override
    public ExecutionStatus configure(LoggerContext log) {
        String folder = System.getProperty(FOLDER);
        if (folder == null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        PatternLayoutEncoder lines = new PatternLayoutEncoder();
        lines.setPattern(LINE);
        JsonEncoder json = new JsonEncoder();
        json.setWithMDC(false);
        json.setWithContext(false);
        json.setWithSequenceNumber(false);
        ch.qos.logback.classic.Logger root = log.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(System.getProperty(LEVEL), Level.INFO));
        root.addAppender(behind(log, file(log, Path.of(folder), "log", lines)));
        root.addAppender(behind(log, file(log, Path.of(folder), "json", json)));
        // A client that breaks off or sends nonsense is told of here by whole stacks, as often as it likes.
        log.getLogger("io.netty").setLevel(Level.ERROR);
        log.getLogger("io.vertx").setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static RollingFileAppender<ILoggingEvent> file(LoggerContext log, Path folder, String suffix,
            Encoder<ILoggingEvent> encoder) {
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        FixedWindowRollingPolicy older = new FixedWindowRollingPolicy();
        older.setContext(log);
        older.setParent(file);
        older.setFileNamePattern(folder.resolve("vigil.%i." + suffix).toString());
        older.setMaxIndex(OLDER_FILES);
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(log);
        size.setMaxFileSize(LARGEST);
        encoder.setContext(log);
        file.setContext(log);
        file.setName(suffix);
        file.setFile(folder.resolve("vigil." + suffix).toString());
        file.setEncoder(encoder);
        file.setRollingPolicy(older);
        file.setTriggeringPolicy(size);
        older.start();
        size.start();
        encoder.start();
        file.start();
        return file;
    }

    private static AsyncAppender behind(LoggerContext log, RollingFileAppender<ILoggingEvent> file) {
        AsyncAppender behind = new AsyncAppender();
        behind.setContext(log);
        behind.setName("behind-" + file.getName());
        behind.setQueueSize(QUEUE);
        behind.setDiscardingThreshold(0);
        behind.setNeverBlock(true);
        behind.addAppender(file);
        behind.start();
        return behind;
    }
}
