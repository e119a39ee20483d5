package dev.vigil.comm.trust;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Decides about the certificate that the other side shows in a handshake. */
interface Verdict {
    /** Returns when the chain is trusted; throws, with the reason for the log of both sides, when not. */
    void check(List<X509Certificate> chain) throws CertificateException;

    /** The authorities that are named to the other side; empty when they are not known beforehand. */
    List<X509Certificate> authorities();
}
