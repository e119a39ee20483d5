package dev.vigil.distribution;

import java.nio.file.Path;

/** One of the two nodes, with an address on each of the two networks. */
record DemoNode(String name, int number, Path folder, String firstAddress, String secondAddress) {
    Path home() {
        return folder.resolve(name);
    }

    Path pidFile() {
        return folder.resolve(name + ".pid");
    }

    String administration() {
        return firstAddress + ":7742";
    }
}
