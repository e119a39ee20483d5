package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** Debian's mail server in Python, rsyslog and snmptrapd on loopback, with one certificate that is its own authority. */
final class ReceiverServers implements AutoCloseable {
    static final String HOST = "127.0.0.1";
    static final String PASSWORD = "correct horse";
    private static final Path SCRIPTS = Path.of("distribution/src/test/receivers");
    private static final Duration UP = Duration.ofSeconds(30);
    private static final long END_SECONDS = 10;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final int plainSyslog = freePort();
    private final int secureSyslog = freePort();
    private final int traps = freePort();

    ReceiverServers(Path folder) throws IOException {
        this.folder = folder;
        Command.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout", key().toString(),
                "-out", certificate().toString());
        Command.run("openssl", "pkcs12", "-export", "-passout", "pass:lab", "-inkey", key().toString(), "-in",
                certificate().toString(), "-out", keyStore().toString());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        }
    }

    Path certificate() {
        return folder.resolve("receiver.crt");
    }

    private Path key() {
        return folder.resolve("receiver.key");
    }

    /** For a server of Java; its password is {@code lab}. */
    Path keyStore() {
        return folder.resolve("receiver.p12");
    }

    /** Starts a mail server of the mode that {@code mail.py} explains; its port. */
    int mail(String mode) throws IOException {
        int port = freePort();
        Path log = start("mail-" + mode,
                List.of("/usr/bin/python3", SCRIPTS.resolve("mail.py").toString(), Integer.toString(port),
                        certificate().toString(), key().toString(), Files.createDirectories(folder.resolve("mails")).toString(),
                        mode));
        await("the mail server " + mode, () -> text(log).contains("ready"), log);
        return port;
    }

    /** Each mail as it came, the newest last. */
    List<String> mails() {
        try (Stream<Path> files = Files.list(folder.resolve("mails"))) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted((one, other) -> Integer.compare(number(one), number(other))).map(ReceiverServers::text).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int number(Path mail) {
        return Integer.parseInt(mail.getFileName().toString().replace(".eml", ""));
    }

    void syslog() throws IOException {
        Path configuration = folder.resolve("rsyslog.conf");
        String tls = "File=\"" + certificate() + "\"";
        Files.writeString(configuration, "global(workDirectory=\"" + folder + "\" defaultNetstreamDriverCA" + tls
                + " defaultNetstreamDriverCert" + tls + " defaultNetstreamDriverKeyFile=\"" + key() + "\")\n"
                + "module(load=\"imudp\")\nmodule(load=\"imtcp\")\n"
                + "template(name=\"all\" type=\"string\" string=\"%inputname% %syslogseverity-text% %app-name% %msgid% "
                + "%structured-data% |%msg%\\n\")\n"
                + "ruleset(name=\"keep\") { action(type=\"omfile\" file=\"" + syslogFile() + "\" template=\"all\") }\n"
                + input("imudp", "udp", plainSyslog, "") + input("imtcp", "tcp", plainSyslog, "") + input("imtcp", "tls",
                        secureSyslog, " streamDriver.name=\"ossl\" streamDriver.mode=\"1\" streamDriver.authMode=\"anon\""));
        Path log = start("rsyslog", List.of("rsyslogd", "-n", "-f", configuration.toString(), "-i",
                folder.resolve("rsyslog.pid").toString()));
        await("rsyslog", () -> listens(plainSyslog) && listens(secureSyslog), log);
    }

    private static String input(String module, String name, int port, String more) {
        return "input(type=\"" + module + "\" address=\"" + HOST + "\" port=\"" + port + "\" name=\"" + name
                + "\" ruleset=\"keep\"" + more + ")\n";
    }

    private Path syslogFile() {
        return folder.resolve("syslog.out");
    }

    /** Lines as "INPUT SEVERITY vigil CODE [DATA] |TEXT". */
    List<String> syslogLines() {
        return Files.exists(syslogFile()) ? text(syslogFile()).lines().toList() : List.of();
    }

    int plainSyslogPort() {
        return plainSyslog;
    }

    int secureSyslogPort() {
        return secureSyslog;
    }

    /** Starts snmptrapd, which knows the user {@code vigil} of each engine for traps, and of its own for informs. */
    void traps(List<String> engines) throws IOException {
        Path configuration = folder.resolve("snmptrapd.conf");
        StringBuilder users = new StringBuilder();
        engines.forEach(
                engine -> users.append("createUser -e ").append(engine).append(" vigil SHA-256 auth12345 AES priv12345\n"));
        Files.writeString(configuration, "authCommunity log lab\nauthUser log vigil\n" + users
                + "createUser vigil SHA-256 auth12345 AES priv12345\nformat2 %P|%v\\n\n");
        Path log = start("snmptrapd",
                List.of("env", "SNMP_PERSISTENT_DIR=" + folder.resolve("snmp"), "snmptrapd", "-f", "-C", "-c",
                        configuration.toString(), "-On", "-Oa", "-m", "", "-Lf", trapFile().toString(),
                        "udp:" + HOST + ":" + traps));
        await("snmptrapd", () -> Files.exists(trapFile()) && text(trapFile()).contains("NET-SNMP version"), log);
    }

    private Path trapFile() {
        return folder.resolve("traps.out");
    }

    String trapText() {
        return Files.exists(trapFile()) ? text(trapFile()) : "";
    }

    int trapPort() {
        return traps;
    }

    private static boolean listens(int port) {
        return Command.attempt(List.of("ss", "-Hlnt", "sport", "=", ":" + port), "").text().contains(":" + port);
    }

    private Path start(String name, List<String> words) throws IOException {
        Path log = folder.resolve(name + ".log");
        processes.add(new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start());
        return log;
    }

    private static void await(String what, BooleanSupplier claim, Path log) {
        if (!Pause.until(UP, claim)) {
            throw new LabFailure(what + " does not come up: " + text(log));
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
        for (Process process : processes) {
            try {
                if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
