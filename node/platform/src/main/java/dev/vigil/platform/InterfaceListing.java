package dev.vigil.platform;

import java.util.List;

/** The network interfaces of the machine, or why they cannot be told. */
public sealed interface InterfaceListing {
    /** In the order of the system's numbers. */
    record Listed(List<InterfaceState> interfaces) implements InterfaceListing {
        public Listed {
            interfaces = List.copyOf(interfaces);
        }
    }

    /** The system refused. */
    record Failed(SystemFault fault) implements InterfaceListing {}
}
