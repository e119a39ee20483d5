package dev.vigil.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where the command line finds the node it asks: the home, and in it the address, the authority and the token. */
final class Places {
    /** One word that may stand in the head of a question. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]*");
    private static final int PORT = 7742;
    private final GlobalOptions options;
    private final Map<String, String> environment;

    Places(GlobalOptions options, Map<String, String> environment) {
        this.options = options;
        this.environment = environment;
    }

    /** What run/endpoint says. */
    record Endpoint(String address, Path authority) {}

    Path home() {
        Path home = options.home().or(() -> variable("VIGIL_HOME").map(Path::of)).orElseGet(this::usualHome);
        return home.toAbsolutePath().normalize();
    }

    private Path usualHome() {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return Path.of(variable("ProgramData").orElse("C:\\ProgramData"), "Vigil");
        }
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return isRoot ? Path.of("/var/lib/vigil") : Path.of(System.getProperty("user.home", "."), ".vigil");
    }

    Endpoint endpoint() {
        Path written = home().resolve("run").resolve("endpoint");
        Path authority = home().resolve("pki").resolve("ca.crt");
        if (options.endpoint().isPresent()) {
            return new Endpoint(withPort(options.endpoint().get()), authority);
        }
        List<String> lines = lines(written);
        String address = lines.isEmpty() ? "" : lines.getFirst().strip();
        if (address.isEmpty()) {
            throw noServer(written);
        }
        return new Endpoint(address, lines.size() > 1 ? home().resolve(lines.get(1).strip()) : authority);
    }

    private static String withPort(String address) {
        boolean hasPort = address.matches("(\\[.*]|[^:\\[\\]]+):[0-9]{1,5}");
        boolean isBare = address.matches("\\[.*]|[^:\\[\\]]+");
        if (!hasPort && !isBare) {
            throw Failure.usage("\"" + address + "\" is not an address.", "Write --endpoint HOST:PORT or [ADDRESS]:PORT.");
        }
        return hasPort ? address : address + ":" + PORT;
    }

    private List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw noServer(file);
        } catch (IOException e) {
            throw Failure.unreachable(file + " cannot be read: " + e + ".", "Is --home right, and may you read it?");
        }
    }

    private Failure noServer(Path file) {
        return Failure.unreachable("No node runs in " + home() + ": " + file + " is missing or empty.",
                "vigil start starts it; --home names another home, --endpoint another machine.");
    }

    /** The bearer token; empty when there is none, so that the server says what is needed. */
    String token() {
        Path usual = home().resolve("pki").resolve("admin.token");
        Path file = options.credentials().or(() -> variable("VIGIL_CREDENTIALS").map(Path::of)).orElse(usual);
        try {
            String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
            if (!TOKEN.matcher(token).matches()) {
                throw new Failure(ExitCode.NOT_ALLOWED, "What " + file + " holds is no token.",
                        "vigil token create makes one; the file holds nothing else.");
            }
            return token;
        } catch (NoSuchFileException e) {
            if (file.equals(usual)) {
                return "";
            }
            throw new Failure(ExitCode.NOT_ALLOWED, "There is no file " + file + " with credentials.",
                    "vigil token create makes a token; the file holds nothing else.");
        } catch (IOException e) {
            throw new Failure(ExitCode.NOT_ALLOWED, "The credentials in " + file + " cannot be read: " + e + ".",
                    "Ask as the user who made the cluster, or name a file of your own by --credentials.");
        }
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
