package dev.vigil.platform;

/** The last rung: stops the whole machine at once, without a word to its programs and without writing its disks. */
public interface Halt {
    /** How the machine is stopped. */
    enum Method {
        /** Not at all; what could not be ended is only told. */
        OFF,
        /** The kernel starts the machine again; inside a process namespace it ends the namespace instead. */
        REBOOT,
        /** As the key that debuggers press, for kernels whose orderly restart hangs; it must be allowed there. */
        SYSRQ;

        /** As it stands in the settings. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Returns only when it failed, or at once for {@link Method#OFF}; then with why the machine still runs. */
    SystemFault now(Method method);
}
