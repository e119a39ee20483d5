package dev.vigil.notify.receiver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import dev.vigil.kit.PropertyKind;
import dev.vigil.kit.PropertySpec;

/** Whom a receiver's certificate must come from: the authorities that Java knows, or only those that the operator gave. */
public final class Trust {
    private static final String NAME = "ca";
    private static final int LONGEST = 32_768;
    private static final Pattern PEM = Pattern.compile("-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----");

    /** The property that holds the authorities. */
    public static final PropertySpec CA = PropertySpec.optional(NAME, new PropertyKind.Text(LONGEST),
            "certificates (PEM) of the authorities that it is trusted by, for example ca=@/etc/ssl/own-ca.crt; those of Java if left out");

    private Trust() {}

    /** What is wrong with the authorities, if anything. */
    public static Optional<String> complaint(Settings settings) {
        try {
            context(settings);
            return Optional.empty();
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            return Optional.of("ca is not a list of certificates in PEM: " + e.getMessage());
        }
    }

    /** A TLS that trusts them. Throws for settings that {@link #complaint} complains of. */
    public static SSLContext context(Settings settings) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        Optional<String> given = settings.properties().text(NAME);
        if (given.isEmpty()) {
            context.init(null, null, null);
            return context;
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        List<Certificate> authorities = certificates(given.get());
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }

    private static List<Certificate> certificates(String pem) throws CertificateException {
        List<Certificate> found = new ArrayList<>();
        Matcher matcher = PEM.matcher(pem);
        while (matcher.find()) {
            byte[] bytes = Base64.getDecoder().decode(matcher.group(1).replaceAll("\\s", ""));
            found.add(CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes)));
        }
        if (found.isEmpty()) {
            throw new CertificateException("there is none");
        }
        return found;
    }
}
