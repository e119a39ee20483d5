package dev.vigil.kits.ip;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import dev.vigil.kit.KitContext;
import dev.vigil.kit.KitRefusal;
import dev.vigil.kit.RecoveryKit;
import dev.vigil.kit.contract.KitBench;
import dev.vigil.lcd.model.Action;
import dev.vigil.platform.AddressAssignment;
import dev.vigil.platform.AddressOutcome;
import dev.vigil.platform.Addresses;
import dev.vigil.platform.Announcer;
import dev.vigil.platform.DuplicateProbe;
import dev.vigil.platform.EchoProbe;
import dev.vigil.platform.LeaseListener;
import dev.vigil.platform.LeaseTerms;
import dev.vigil.platform.LeasedAddresses;
import dev.vigil.platform.Platform;

/** A node with one network, and another machine at the far end of the cable. Only to be opened inside a network namespace. */
final class NetworkBench implements KitBench {
    final Family family;
    final String address;
    final BlockingQueue<String> signals = new LinkedBlockingQueue<>();
    final Platform platform = Platform.current();
    final AddressWatch watch = new AddressWatch();
    final LeasedAddresses leases = LeasedAddresses.start(platform.addresses(), platform.clock(),
            LeaseTerms.usual(Duration.ofMillis(1000)), new ToWatch(watch));
    private final Process neighbour;

    /** The networks of the two machines; the other one ends in 2. */
    enum Family {
        IPV4("10.9.9.", 24, 32), IPV6("fd00:9::", 64, 128);

        final String network;
        final int prefix;
        final int longest;

        Family(String network, int prefix, int longest) {
            this.network = network;
            this.prefix = prefix;
            this.longest = longest;
        }

        String host(int number) {
            return network + number;
        }
    }

    NetworkBench(Family family) throws IOException, InterruptedException {
        this.family = family;
        this.address = family.host(9);
        neighbour = new ProcessBuilder("unshare", "--net", "sleep", "600").start();
        awaitOwnNetwork();
        ip("link", "add", "v0", "type", "veth", "peer", "name", "v1", "netns", Long.toString(neighbour.pid()));
        ip("addr", "add", family.host(1) + "/" + family.prefix, "dev", "v0", "nodad");
        ip("link", "set", "v0", "up");
        there("link", "set", "v1", "up");
        add("v1", family.host(2));
    }

    /** Gives the other machine an address at once. */
    void add(String interfaceName, String added, String... lifetimes) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("addr", "add", added + "/" + family.prefix, "dev", interfaceName, "nodad"));
        command.addAll(List.of(lifetimes));
        there(command.toArray(String[]::new));
    }

    /** A second cable to the other machine, from {@code w0} to {@code w1}. */
    void secondCable() throws IOException, InterruptedException {
        ip("link", "add", "w0", "type", "veth", "peer", "name", "w1", "netns", Long.toString(neighbour.pid()));
        ip("link", "set", "w0", "up");
        there("link", "set", "w1", "up");
    }

    private void awaitOwnNetwork() throws IOException, InterruptedException {
        Path own = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
        Path other = Path.of("/proc", Long.toString(neighbour.pid()), "ns", "net");
        while (Files.readSymbolicLink(other).equals(own)) {
            Thread.sleep(5);
        }
    }

    static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** The {@code ip} command on the other machine. */
    String there(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return onNeighbour(command);
    }

    String onNeighbour(List<String> command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(List.of("nsenter", "--net=/proc/" + neighbour.pid() + "/ns/net"));
        whole.addAll(command);
        return run(whole);
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    @Override
    public RecoveryKit kit() {
        return new IpKit();
    }

    @Override
    public KitContext context() {
        Map<Class<?>, Object> lent = Map.of(Addresses.class, platform.addresses(), LeasedAddresses.class, leases, Announcer.class,
                platform.announcer(), DuplicateProbe.class, platform.duplicateProbe(), EchoProbe.class, platform.echoProbe(),
                AddressWatch.class,
                watch);
        return new KitContext() {
            @Override
            public void signalFailure(String detail) {
                signals.add(detail);
            }

            @Override
            public void wrote(Action action, String text) {
                throw new IllegalStateException(action + " of an address writes nothing: " + text);
            }

            @Override
            public <P> P facility(Class<P> type) throws KitRefusal {
                return Optional.ofNullable(lent.get(type)).map(type::cast).orElseThrow(() -> new KitRefusal("no " + type));
            }
        };
    }

    @Override
    public String id() {
        return address;
    }

    @Override
    public SortedMap<String, String> properties() {
        return new TreeMap<>(Map.of("interface", "v0"));
    }

    SortedMap<String, String> checking(String duplicateCheck) {
        SortedMap<String, String> properties = properties();
        properties.put("duplicateCheck", duplicateCheck);
        return properties;
    }

    @Override
    public SortedMap<String, String> slowProperties() {
        return checking("full");
    }

    @Override
    public List<Map.Entry<String, SortedMap<String, String>>> wrongProperties() {
        return List.of(Map.entry("interface", new TreeMap<>()),
                Map.entry("prefix", new TreeMap<>(Map.of("interface", "v0", "prefix", "129"))),
                Map.entry("restoreMode", new TreeMap<>(Map.of("interface", "v0", "restoreMode", "no"))),
                Map.entry("pingList", new TreeMap<>(Map.of("interface", "v0", "pingList", address))),
                Map.entry("backupInterface", new TreeMap<>(Map.of("interface", "v0", "backupInterface", "v0"))),
                Map.entry("duplicateCheck", new TreeMap<>(Map.of("interface", "v0", "duplicateCheck", "perhaps"))));
    }

    @Override
    public boolean isInService() throws IOException, InterruptedException {
        return ip("addr", "show").contains(" " + address + "/");
    }

    @Override
    public void breakResource() throws IOException, InterruptedException {
        ip("addr", "del", address + "/" + family.prefix, "dev", "v0");
    }

    @Override
    public void close() throws IOException {
        leases.close();
        try {
            ip("link", "del", "v0");
            if (ip("link", "show").contains(" w0@")) {
                ip("link", "del", "w0");
            }
            neighbour.destroyForcibly().waitFor();
        } catch (InterruptedException hurried) {
            throw new IOException(hurried);
        }
    }

    AddressAssignment assignment() throws IOException {
        return new AddressAssignment("v0", InetAddress.getByName(address), family.prefix, Optional.empty());
    }

    private record ToWatch(AddressWatch watch) implements LeaseListener {
        @Override
        public void stalled(Duration late, List<AddressAssignment> suspended) {
            System.out.println("stalled for " + late);
        }

        @Override
        public void lost(AddressAssignment assignment) {
            watch.lost(assignment);
        }

        @Override
        public void troubled(AddressAssignment assignment, AddressOutcome outcome) {
            System.out.println(assignment + ": " + outcome);
        }

        @Override
        public void broken(RuntimeException mistake) {
            mistake.printStackTrace(System.out);
        }
    }
}
