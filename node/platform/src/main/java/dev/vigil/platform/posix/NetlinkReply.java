package dev.vigil.platform.posix;

import dev.vigil.platform.SystemFault;

/** How the kernel answered a netlink request. */
sealed interface NetlinkReply {
    /** Done; what a dump has found was handed over before. */
    record Done() implements NetlinkReply {}

    /** Not done, for the reason given. */
    record Refused(SystemFault fault) implements NetlinkReply {}

    /** No answer within the time: nobody knows. */
    record Silent(SystemFault fault) implements NetlinkReply {}
}
