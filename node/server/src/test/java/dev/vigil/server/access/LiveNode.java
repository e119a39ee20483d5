package dev.vigil.server.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import dev.vigil.comm.trust.PkiFolder;
import dev.vigil.comm.trust.TrustFault;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.server.kithost.KitCatalog;
import dev.vigil.server.membership.Founding;
import dev.vigil.server.settings.Home;
import dev.vigil.server.settings.NodeSettings;
import dev.vigil.server.settings.Trouble;
import dev.vigil.server.wiring.Node;

/** A real node of a cluster of one, in a home of its own and on a loopback address that no other build on this machine uses. */
public final class LiveNode implements AutoCloseable {
    public static final String NAME = "alpha";
    public static final String CLUSTER = "roles";
    private static final int PORT = 7742;
    private static final AtomicInteger LAST = new AtomicInteger();

    private final Path home;
    private final String address;
    private final Node node;

    private LiveNode(Path home, String address, Node node) {
        this.home = home;
        this.address = address;
        this.node = node;
    }

    public static LiveNode start(Path home) throws Trouble {
        long pid = ProcessHandle.current().pid();
        String address = "127." + (64 + pid / 250 % 64) + "." + (1 + pid % 250) + "." + LAST.incrementAndGet();
        NodeSettings settings = new NodeSettings(new NodeId(NAME), address + ":" + PORT, "info");
        Home opened = Home.open(home);
        Founding.found(opened, CLUSTER, settings, KitCatalog.load(LiveNode.class.getClassLoader()));
        return new LiveNode(home, address, Node.start(opened, settings));
    }

    public String address() {
        return address;
    }

    public int port() {
        return PORT;
    }

    public Node node() {
        return node;
    }

    public Path authorityFile() {
        return home.resolve("pki/ca.crt");
    }

    public PkiFolder pki() throws TrustFault {
        return PkiFolder.open(home.resolve("pki"));
    }

    @Override
    public void close() throws IOException {
        node.close();
    }
}
