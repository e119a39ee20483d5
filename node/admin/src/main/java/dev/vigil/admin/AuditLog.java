package dev.vigil.admin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.lcd.model.Line;

/**
 * Who asked for what, one line each, in a file to which only is added. It is forced to disk before {@link #write} completes. When it
 * grows too long it is put aside, and the oldest of a few such files is deleted. All methods but {@link #close} return at once.
 */
public final class AuditLog implements AutoCloseable {
    static final long LARGEST_FILE_BYTES = 4L << 20;
    static final int OLD_FILES = 4;
    /** So many of the newest lines are kept in memory, for those who ask. */
    static final int KEPT_LINES = 2_000;
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_TOGETHER = 256;
    private static final Line WAKE = Line.of("wake");
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final Path file;
    private final long largestFileBytes;
    private final BlockingQueue<Waiting> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ConcurrentLinkedDeque<Line> kept = new ConcurrentLinkedDeque<>();
    private final Counter written;
    private final Counter lost;
    private final Thread thread;
    private volatile boolean isClosing;

    /** A line that is not on disk yet. */
    private record Waiting(Line line, CompletableFuture<Boolean> answer) {}

    private AuditLog(Path file, long largestFileBytes, MeterRegistry meters) {
        this.file = file;
        this.largestFileBytes = largestFileBytes;
        this.written = counter(meters, "written");
        this.lost = counter(meters, "lost");
        this.thread = Thread.ofPlatform().name("vigil-audit").daemon().unstarted(this::work);
    }

    private static Counter counter(MeterRegistry meters, String result) {
        return Counter.builder("vigil.audit.lines").description("Lines of the audit, by whether they reached the disk")
                .tag("result", result).register(meters);
    }

    /** Reads what the file holds of the newest lines. A file that cannot be read is no reason not to run: it is said in the log. */
    public static AuditLog open(Path file, MeterRegistry meters) {
        return open(file, LARGEST_FILE_BYTES, meters);
    }

    static AuditLog open(Path file, long largestFileBytes, MeterRegistry meters) {
        AuditLog log = new AuditLog(file, largestFileBytes, meters);
        log.readKept();
        log.thread.start();
        return log;
    }

    /** Completes with whether the line is on disk; never exceptionally. */
    CompletionStage<Boolean> write(Line line) {
        Waiting one = new Waiting(line, new CompletableFuture<>());
        if (isClosing || !waiting.offer(one)) {
            lost(List.of(one), "too many wait for the disk");
        }
        return one.answer();
    }

    /** The newest first. */
    List<Line> newest() {
        List<Line> lines = new ArrayList<>(kept);
        Collections.reverse(lines);
        return lines;
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        isClosing = true;
        // Never by an interrupt: that would close the file in the middle of a write.
        if (!waiting.offer(new Waiting(WAKE, new CompletableFuture<>()))) {
            LOG.debug("the audit has enough to wake it");
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Waiting> group = new ArrayList<>();
        while (!isClosing || !waiting.isEmpty()) {
            group.clear();
            try {
                group.add(waiting.take());
            } catch (InterruptedException e) {
                LOG.warn("audit-interrupted: nothing in this program interrupts this thread");
            }
            waiting.drainTo(group, MOST_TOGETHER);
            group.removeIf(one -> one.line().equals(WAKE));
            store(group);
        }
    }

    private void store(List<Waiting> group) {
        if (group.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        group.forEach(one -> text.append(one.line()).append('\n'));
        try {
            putAsideIfLong();
            append(text.toString());
        } catch (IOException e) {
            lost(group, e.toString());
            return;
        }
        written.increment(group.size());
        group.forEach(one -> remember(one.line()));
        group.forEach(one -> one.answer().complete(true));
    }

    private void append(String text) throws IOException {
        create();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Readable by the user of the node alone: names and addresses are nobody else's business. */
    private void create() throws IOException {
        if (Files.exists(file)) {
            return;
        }
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    private void putAsideIfLong() throws IOException {
        if (!Files.exists(file) || Files.size(file) < largestFileBytes) {
            return;
        }
        for (int number = OLD_FILES; number > 0; number--) {
            Path from = number == 1 ? file : old(number - 1);
            if (Files.exists(from)) {
                Files.move(from, old(number), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path old(int number) {
        return file.resolveSibling(file.getFileName() + "." + number);
    }

    private void lost(List<Waiting> group, String reason) {
        lost.increment(group.size());
        group.forEach(one -> {
            LOG.error("audit-lost line=\"{}\" reason=\"{}\"", one.line(), reason);
            one.answer().complete(false);
        });
    }

    private void remember(Line line) {
        kept.addLast(line);
        while (kept.size() > KEPT_LINES) {
            kept.removeFirst();
        }
    }

    private void readKept() {
        for (Path one : List.of(old(1), file)) {
            if (Files.exists(one)) {
                try {
                    Files.readString(one, StandardCharsets.UTF_8).lines().forEach(this::readLine);
                } catch (IOException e) {
                    LOG.warn("audit-unreadable file={} reason=\"{}\"", one, e.toString());
                }
            }
        }
    }

    /** A power cut may have left half a line. */
    private void readLine(String text) {
        try {
            remember(Line.parse(text));
        } catch (IllegalArgumentException e) {
            LOG.warn("audit-line-unreadable reason=\"{}\"", e.getMessage());
        }
    }
}
