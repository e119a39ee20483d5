package dev.vigil.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A lab: a switch with two networks, a client on the first of them, and hosts on both. Closing it removes all of it; what a
 * crashed run left behind is removed when the next lab is made. Used by one thread at a time.
 */
public final class LabNetwork implements AutoCloseable {
    public static final String FLOATING_ADDRESS = "10.77.1.100";
    public static final int SERVICE_PORT = 7777;
    static final String CLIENT = "client";
    private static final int CLIENT_NUMBER = 254;
    private final LabId id;
    private final LabSwitch cables;
    private final List<LabHost> hosts = new ArrayList<>();

    public LabNetwork(LabId id, List<String> hostNames) {
        this.id = id;
        LabFolders.sweep();
        LabFolders.remove(id);
        LabFolders.claim(id);
        try {
            cables = new LabSwitch(id);
            plugClient();
            for (String name : hostNames) {
                hosts.add(new LabHost(id, name, hosts.size() + 1, cables));
            }
        } catch (RuntimeException e) {
            LabFolders.remove(id);
            throw e;
        }
    }

    private void plugClient() {
        String namespace = clientNamespace();
        NetworkNamespace.create(namespace);
        cables.plug(CLIENT, Lan.LAN1, namespace, Lan.LAN1.device());
        Command.run("ip", "-netns", namespace, "address", "add", Lan.LAN1.address(CLIENT_NUMBER) + "/24", "dev",
                Lan.LAN1.device());
        Command.run("ip", "-netns", namespace, "link", "set", Lan.LAN1.device(), "up");
    }

    public LabSwitch cables() {
        return cables;
    }

    public List<LabHost> hosts() {
        return List.copyOf(hosts);
    }

    /** A folder that all hosts reach, as if it were a share of another machine. */
    Path share() {
        try {
            return Files.createDirectories(id.folder().resolve("share"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public LabHost host(String name) {
        return hosts.stream().filter(host -> host.name().equals(name)).findFirst()
                .orElseThrow(() -> new LabFailure("there is no host " + name));
    }

    /** The other one of a pair. */
    public LabHost other(LabHost host) {
        return hosts.stream().filter(candidate -> candidate != host).findFirst()
                .orElseThrow(() -> new LabFailure("a lab of one host"));
    }

    String clientNamespace() {
        return id.namespace(CLIENT);
    }

    @Override
    public void close() {
        cables.close();
        LabFolders.remove(id);
    }
}
