package dev.vigil.comm.trust;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** A request (PKCS#10) for a certificate, whose signature has shown that its sender holds the private key. */
public record SigningRequest(Subject subject, PublicKey publicKey) {
    /** Longest request that is looked at; one of ours has about 300 bytes. */
    static final int MAX_BYTES = 4096;
    private static final String HINT = "make the request again on the machine that holds the key";

    /** Makes the request in DER. */
    public static byte[] make(Subject subject, KeyPair keys) {
        try {
            var builder = new JcaPKCS10CertificationRequestBuilder(SubjectName.of(subject), keys.getPublic());
            return builder.build(new JcaContentSignerBuilder(EcKeys.SIGNATURE).build(keys.getPrivate())).getEncoded();
        } catch (OperatorCreationException | IOException impossible) {
            throw new IllegalStateException("cannot sign a request with a P-256 key", impossible);
        }
    }

    /** Reads a request and checks the proof of possession; never throws anything but a fault, whatever the bytes. */
    public static SigningRequest read(byte[] der) throws TrustFault {
        if (der.length > MAX_BYTES) {
            throw new TrustFault(TrustFault.Code.BAD_REQUEST, "the certificate request has " + der.length + " bytes", HINT);
        }
        try {
            var request = new PKCS10CertificationRequest(der);
            PublicKey key = EcKeys.publicKey(request.getSubjectPublicKeyInfo().getEncoded());
            Optional<Subject> subject = Subject.of(new X500Principal(request.getSubject().getEncoded()));
            if (subject.isEmpty() || !isSignedWith(key, request)) {
                throw new TrustFault(TrustFault.Code.BAD_REQUEST, "the certificate request is not signed with its own key", HINT);
            }
            return new SigningRequest(subject.get(), key);
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            // The parsers of Java and of the library throw unchecked exceptions of many kinds on hostile bytes; all mean the same here.
            throw new TrustFault(TrustFault.Code.BAD_REQUEST,
                    "the certificate request cannot be read: " + unreadable.getMessage(),
                    HINT, unreadable);
        }
    }

    /** With one fixed algorithm, whatever the request names; the library's verifier throws unchecked on a damaged signature. */
    private static boolean isSignedWith(PublicKey key, PKCS10CertificationRequest request)
            throws GeneralSecurityException, IOException {
        Signature signature = Signature.getInstance(EcKeys.SIGNATURE);
        signature.initVerify(key);
        signature.update(request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
        return signature.verify(request.getSignature());
    }
}
