package dev.vigil.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The client of docs/protocol.md, run by the Node.js of this machine: asked line by line. */
final class NodeClient implements AutoCloseable {
    private static final Path SOURCE = Path.of("src/test/node");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final PrintWriter questions;
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Path complaints;

    private NodeClient(Process process, Path complaints) {
        this.process = process;
        this.complaints = complaints;
        this.questions = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        Thread.ofPlatform().daemon().start(this::read);
    }

    /** Fetches the libraries it is pinned to into {@code folder}, then starts it there with these variables. */
    static NodeClient start(Path folder, Map<String, String> environment) throws IOException {
        Files.createDirectories(folder);
        for (String name : List.of("package.json", "package-lock.json", "client.mjs")) {
            Files.copy(SOURCE.resolve(name), folder.resolve(name));
        }
        Command.run("npm", "--prefix", folder.toString(), "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        Path complaints = folder.resolve("complaints");
        ProcessBuilder builder = new ProcessBuilder("node", "client.mjs").directory(folder.toFile())
                .redirectError(complaints.toFile());
        builder.environment().putAll(environment);
        return new NodeClient(builder.start(), complaints);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"event\":")) {
                    events.add(line.substring("{\"event\":".length(), line.length() - 1));
                } else {
                    answers.add(line);
                }
            }
            answers.add("it ended");
        } catch (IOException gone) {
            answers.add("it ended");
        }
    }

    /** The first line: the services that are described and the calls of ours. */
    String greeting() {
        return next();
    }

    /** What it prints of the answer. */
    String ask(String call, String question) {
        questions.println(call + " " + question);
        return next();
    }

    /** From now on the events come. */
    void watch() {
        questions.println("WatchEvents {}");
    }

    List<String> events() {
        return List.copyOf(events);
    }

    private String next() {
        try {
            String line = answers.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (line == null || !line.startsWith("{")) {
                throw new LabFailure("the client in Node.js says nothing: " + Files.readString(complaints));
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabFailure("interrupted", e);
        } catch (IOException e) {
            throw new LabFailure("the client in Node.js says nothing, nor can its complaints be read", e);
        }
    }

    @Override
    public void close() {
        questions.close();
        process.destroyForcibly();
    }
}
