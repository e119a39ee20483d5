package dev.vigil.comm.trust;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** The one kind of key in the cluster: P-256, for signatures and for key agreement. TLS in Java takes no Ed25519 certificate. */
public final class EcKeys {
    static final String SIGNATURE = "SHA256withECDSA";
    private static final String CURVE = "secp256r1";

    private EcKeys() {}

    public static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no P-256", impossible);
        }
    }

    static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
        if (!isP256(key)) {
            throw new GeneralSecurityException("the key is not on P-256");
        }
        return key;
    }

    static boolean isP256(PublicKey key) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(CURVE));
        ECParameterSpec wanted = parameters.getParameterSpec(ECParameterSpec.class);
        return key instanceof ECPublicKey elliptic && elliptic.getParams().getCurve().equals(wanted.getCurve())
                && elliptic.getParams().getGenerator().equals(wanted.getGenerator());
    }

    /** Whether what the private key signs, the public key accepts. */
    static boolean isPair(PrivateKey privateKey, PublicKey publicKey) {
        try {
            byte[] message = Secret.random().bytes();
            Signature signer = Signature.getInstance(SIGNATURE);
            signer.initSign(privateKey);
            signer.update(message);
            byte[] signature = signer.sign();
            signer.initVerify(publicKey);
            signer.update(message);
            return signer.verify(signature);
        } catch (GeneralSecurityException notOfOneKind) {
            return false;
        }
    }
}
