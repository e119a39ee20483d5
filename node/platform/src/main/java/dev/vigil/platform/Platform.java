package dev.vigil.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The machine below the node: one object per port, shared by all threads, living as long as the process.
 */
public interface Platform {
    Clock clock();

    Addresses addresses();

    Announcer announcer();

    DuplicateProbe duplicateProbe();

    EchoProbe echoProbe();

    Processes processes();

    Scheduling scheduling();

    /** The gate of this name; every process that asks for the same name has the same gate. */
    KernelGate gate(String name);

    ProcessTable processTable();

    Halt halt();

    /**
     * A name of the present run of the system, another one after each start: what was written under the same name was written since the
     * power came. One that nobody ever used where the system tells none.
     */
    String bootId();

    /** What another Java program needs on its class path to have a platform. */
    List<Path> libraries();

    /**
     * The platform for the system that this process runs on; each call makes a new one.
     *
     * @throws UnsupportedPlatformException when there is none, or when it cannot be made; the message says what was found
     */
    static Platform current() {
        String system = System.getProperty("os.name", "");
        String architecture = System.getProperty("os.arch", "");
        for (PlatformProvider provider : ServiceLoader.load(PlatformProvider.class, Platform.class.getClassLoader())) {
            if (provider.supports(system, architecture)) {
                return provider.open();
            }
        }
        throw new UnsupportedPlatformException("there is no support for the operating system \"" + system
                + "\" on the processor \"" + architecture + "\"; Linux on a 64-bit processor is supported");
    }
}
