package dev.vigil.cli.doctor;

/** One look at this machine. It may block for a second or a little more, changes nothing that lasts, and throws nothing. */
interface Check {
    Finding look();
}
