package dev.vigil.platform;

/** Makes the platform of one operating system; found by {@link java.util.ServiceLoader}, so that no system's code loads another's. */
public interface PlatformProvider {
    /** Whether this one is for the named system and processor, as Java names them. Must not load native code. */
    boolean supports(String system, String architecture);

    /** Makes the platform. Throws {@link UnsupportedPlatformException} when the system lacks something it needs. */
    Platform open();
}
