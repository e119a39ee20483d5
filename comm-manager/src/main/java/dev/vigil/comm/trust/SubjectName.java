package dev.vigil.comm.trust;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;

/** A {@link Subject} as certificates and requests for them hold it. */
final class SubjectName {
    private SubjectName() {}

    static X500Name of(Subject subject) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, subject.name()).addRDN(BCStyle.OU, subject.unit())
                .build();
    }
}
