package dev.vigil.platform;

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

    Halt halt();

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
