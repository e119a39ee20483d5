package dev.vigil.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * The package as the next minor of the protocol could be: made from the sources of this build with a few lines changed, compiled, and
 * put into the jars of a copy. It tells its version, and says more than this build knows in every place where a minor may: unknown
 * fields in datagrams and messages, a frame and a note of an unknown kind, rows of its own with an unknown field and of an unknown kind.
 */
final class NextMinor {
    static final String PROTOCOL = "1.1";
    static final String PROGRAM = "9.9-next-minor";
    /** The verb of a note, and the kind of a row, that only the next minor knows. */
    static final String NOTE = "forecast";
    static final String ROW = "mood";
    /** What it writes into a field of a row that only it knows. */
    static final String FIELD_OF_ROW = "of the next minor";
    private static final String VERSION = "dev/vigil/protocol/version.properties";
    private static final String FIELD = ".setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder().addField(900,"
            + " com.google.protobuf.UnknownFieldSet.Field.newBuilder().addLengthDelimited("
            + "com.google.protobuf.ByteString.copyFromUtf8(\"of the next minor\")).build()).build())";

    /** One line of a source that the next minor has otherwise. */
    private record Edit(String source, String was, String is) {}

    private static final List<Edit> EDITS = List.of(
            new Edit("comm-manager/src/main/java/dev/vigil/comm/netty/DatagramCodec.java", "out.setVersion(version);",
                    "out.setVersion(version)" + FIELD + ";"),
            new Edit("comm-manager/src/main/java/dev/vigil/comm/netty/FrameCodec.java", ".setPayload(payload).build()",
                    ".setPayload(payload)" + FIELD + ".build()"),
            new Edit("comm-manager/src/main/java/dev/vigil/comm/netty/StreamHandler.java",
                    "send(context, Frame.newBuilder().setHello(hello).build());",
                    "send(context, Frame.newBuilder().setHello(hello)" + FIELD + ".build());"
                            + "send(context, Frame.newBuilder()" + FIELD + ".build());"),
            new Edit("node/recovery/src/main/java/dev/vigil/recovery/PeerNotes.java",
                    "case PeerNote.WantStatus want -> List.of(Line.of(\"want-status\"));",
                    "case PeerNote.WantStatus want -> List.of(Line.of(\"want-status\").with(\"urgency\", \"low\"),"
                            + " Line.of(\"" + NOTE + "\").with(\"lines\", 1), Line.of(\"weather\").with(\"sky\", \"blue\"));"),
            new Edit("lcd-store/src/main/java/dev/vigil/lcd/model/EntryText.java",
                    "replaced.status().rows().values().stream().map(Row::toLine));",
                    "Stream.concat(replaced.status().rows().values().stream().map(Row::toLine),"
                            + " Stream.of(Line.of(\"" + ROW
                            + "\").with(\"node\", replaced.node()).with(\"mood\", \"sunny\"))));"),
            new Edit("lcd-store/src/main/java/dev/vigil/lcd/model/OwnershipRow.java", ".with(\"unit\", unit)",
                    ".with(\"unit\", unit).with(\"since\", \"" + FIELD_OF_ROW + "\")"));

    private NextMinor() {}

    /** Whether this Java can compile at all; a runtime alone cannot. */
    static boolean isCompilable() {
        return ToolProvider.getSystemJavaCompiler() != null;
    }

    /** The launcher of the next minor's package, made in {@code folder} from that of {@code launcher}. */
    static Path launcher(Path launcher, Path folder) throws IOException {
        Path present = launcher.getParent().getParent();
        Path target = folder.resolve("next-minor");
        try (Stream<Path> files = Files.walk(present)) {
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(present.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        replace(target.resolve("lib/server"), changed(folder));
        return target.resolve("bin/vigil");
    }

    /** What stands in the jars under another content, by its name there. */
    private static Map<String, byte[]> changed(Path folder) throws IOException {
        Map<String, byte[]> changed = new TreeMap<>();
        try (InputStream in = NextMinor.class.getResourceAsStream("/" + VERSION)) {
            String now = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            changed.put(VERSION, (once(now, "minor=0", "minor=1").replaceFirst("program=.*", "program=" + PROGRAM))
                    .getBytes(StandardCharsets.UTF_8));
        }
        Path classes = compiled(folder);
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                changed.put(classes.relativize(file).toString().replace(File.separatorChar, '/'), Files.readAllBytes(file));
            }
        }
        return changed;
    }

    private static Path compiled(Path folder) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("next-minor-classes"));
        List<String> words = new ArrayList<>(
                List.of("--release", "21", "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d",
                        classes.toString()));
        for (Edit edit : EDITS) {
            Path source = Path.of("..").resolve(edit.source());
            Path edited = folder.resolve("next-minor-sources").resolve(edit.source());
            Files.createDirectories(edited.getParent());
            Files.writeString(edited, once(Files.readString(source), edit.was(), edit.is()));
            words.add(edited.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler.run(null, null, null, words.toArray(String[]::new)) != 0) {
            throw new LabFailure("the sources of the next minor do not compile");
        }
        return classes;
    }

    /** Where the code has moved on, the line must be found anew: the next minor would say nothing of its own otherwise. */
    private static String once(String text, String was, String is) {
        int at = text.indexOf(was);
        if (at < 0 || text.indexOf(was, at + 1) >= 0) {
            throw new LabFailure("the sources hold not exactly once: " + was);
        }
        return text.replace(was, is);
    }

    private static void replace(Path jars, Map<String, byte[]> changed) throws IOException {
        Map<String, byte[]> left = new TreeMap<>(changed);
        try (Stream<Path> files = Files.list(jars)) {
            for (Path jar : files.toList()) {
                try (FileSystem inside = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
                    for (Map.Entry<String, byte[]> entry : changed.entrySet()) {
                        Path file = inside.getPath(entry.getKey());
                        if (Files.exists(file)) {
                            Files.write(file, entry.getValue());
                            left.remove(entry.getKey());
                        }
                    }
                }
            }
        }
        if (!left.isEmpty()) {
            throw new LabFailure("no jar of " + jars + " holds " + left.keySet());
        }
    }
}
