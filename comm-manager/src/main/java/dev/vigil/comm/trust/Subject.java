package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/** Whom a certificate of the cluster names: its CN, and in its OU either {@code node} or the word of a {@link Role}. */
public record Subject(String name, String unit) {
    /** The OU of the certificates of nodes. */
    public static final String NODE = "node";

    /** Empty when the certificate does not have exactly one CN and one OU. */
    public static Optional<Subject> of(X509Certificate certificate) {
        try {
            return of(new JcaX509CertificateHolder(certificate).getSubject());
        } catch (CertificateEncodingException | IllegalArgumentException notReadable) {
            return Optional.empty();
        }
    }

    static Optional<Subject> of(X500Name name) {
        return only(name, BCStyle.CN).flatMap(common -> only(name, BCStyle.OU).map(unit -> new Subject(common, unit)));
    }

    /** The node that the certificate belongs to; empty when it is not that of a node. */
    public static Optional<NodeId> node(X509Certificate certificate) {
        return of(certificate).filter(subject -> subject.unit().equals(NODE)).flatMap(Subject::asNode);
    }

    private Optional<NodeId> asNode() {
        try {
            return Optional.of(new NodeId(name));
        } catch (IllegalArgumentException notAName) {
            return Optional.empty();
        }
    }

    X500Name toX500Name() {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).addRDN(BCStyle.OU, unit).build();
    }

    private static Optional<String> only(X500Name name, ASN1ObjectIdentifier attribute) {
        RDN[] found = name.getRDNs(attribute);
        if (found.length != 1 || found[0].isMultiValued()) {
            return Optional.empty();
        }
        return Optional.of(IETFUtils.valueToString(found[0].getFirst().getValue()));
    }
}
