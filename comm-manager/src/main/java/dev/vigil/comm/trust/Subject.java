package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Whom a certificate of the cluster names: its CN, and in its OU either {@code node} or the word of a {@link Role}. */
public record Subject(String name, String unit) {
    /** The OU of the certificates of nodes. */
    public static final String NODE = "node";

    /** Empty when the certificate does not have exactly one CN and one OU. */
    public static Optional<Subject> of(X509Certificate certificate) {
        return of(certificate.getSubjectX500Principal());
    }

    /** By the runtime's own means: every start of a node reads certificates, and a library for them costs a tenth of it. */
    static Optional<Subject> of(X500Principal principal) {
        try {
            LdapName name = new LdapName(principal.getName());
            return only(name, "CN").flatMap(common -> only(name, "OU").map(unit -> new Subject(common, unit)));
        } catch (InvalidNameException notReadable) {
            return Optional.empty();
        }
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

    /** A part of several values counts as none: which of them is meant nobody knows. */
    private static Optional<String> only(LdapName name, String attribute) {
        List<Rdn> found = name.getRdns().stream().filter(rdn -> rdn.toAttributes().get(attribute) != null).toList();
        if (found.size() != 1 || found.getFirst().size() != 1) {
            return Optional.empty();
        }
        return found.getFirst().getValue() instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
