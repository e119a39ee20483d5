/**
 * Who may speak in the cluster: its certificate authority, the files below {@code pki}, invitations and admission, tokens and
 * roles, TLS, and the keys of the heartbeats. Reads and writes files, owns no thread and no clock.
 */
@NullMarked
package dev.vigil.comm.trust;

import org.jspecify.annotations.NullMarked;
