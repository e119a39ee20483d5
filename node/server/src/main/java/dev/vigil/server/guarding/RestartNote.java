package dev.vigil.server.guarding;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressText;

/**
 * The note that a node leaves when it restarts and what it owns runs on: a file with the boot of the machine, the moment until which it
 * counts, and the addresses that stay. As long as it is there, all is as it was left. The guard that stays behind takes it away when the time is over, and then ends
 * what was left; the next life of the node takes it away when it has a guard of its own. Who has taken it away has it, so that both
 * never act.
 */
public final class RestartNote {
    private static final Logger LOG = LoggerFactory.getLogger(RestartNote.class);

    private final Path file;
    private final String boot;

    /** What was left: until this moment of the machine's clock in nanoseconds, and with these addresses. */
    public record Left(long untilMachineNanos, List<AddressAssignment> addresses) {}

    public RestartNote(Path file, String boot) {
        this.file = file;
        this.boot = boot;
    }

    Path file() {
        return file;
    }

    /** False when it cannot be written: then nothing may be left. */
    public boolean write(Left left) {
        List<String> lines = new ArrayList<>(List.of(boot, Long.toString(left.untilMachineNanos())));
        left.addresses().forEach(each -> lines
                .add(AddressText.of(each.address()) + "/" + each.prefixLength() + "/" + each.interfaceName()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            return true;
        } catch (IOException e) {
            LOG.error("restart-note-unwritable: what this node owns cannot be left running; {}", e.toString());
            return false;
        }
    }

    /**
     * What was left, or empty when there is no note: the machine was booted since, the guard has taken it, or nobody left one.
     * One of another boot is forgotten.
     */
    public Optional<Left> read() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.isEmpty() || !lines.getFirst().equals(boot)) {
                Files.deleteIfExists(file);
                return Optional.empty();
            }
            List<AddressAssignment> addresses = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] parts = line.split("/", 3);
                // Only digits were written, so that no name is looked up.
                addresses.add(new AddressAssignment(parts[2], InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]),
                        Optional.empty()));
            }
            return Optional.of(new Left(Long.parseLong(lines.get(1)), addresses));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.warn("restart-note-unreadable {}", e.toString());
            return Optional.empty();
        }
    }

    /** False when somebody else has taken it, or nobody left one. */
    public boolean take() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("restart-note-stays {}", e.toString());
            return false;
        }
    }
}
