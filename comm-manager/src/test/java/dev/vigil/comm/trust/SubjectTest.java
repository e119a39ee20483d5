package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
    @Test
    void whatWasWrittenIsRead() throws IOException {
        Subject strange = new Subject("ann, \"the\" #1 + CN=bob", "operator");
        assertEquals(Optional.of(strange), Subject.of(new X500Principal(SubjectName.of(strange).getEncoded())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CN=alpha", "OU=node", "CN=alpha,CN=bravo,OU=node", "CN=alpha,OU=guest,OU=node", "CN=alpha+OU=node",
            "CN=alpha+O=x,OU=node", "O=shop"})
    void anythingButOneNameAndOneUnitNamesNobody(String name) {
        assertEquals(Optional.empty(), Subject.of(new X500Principal(name)));
    }

    @Test
    void otherPartsDoNotMatter() {
        assertEquals(Optional.of(new Subject("alpha", "node")), Subject.of(new X500Principal("CN=alpha,OU=node,O=shop,C=DE")));
    }
}
