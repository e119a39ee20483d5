package dev.vigil.comm.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {
    @TempDir
    private Path home;
    private PkiFolder folder;
    private Tokens tokens;

    @BeforeEach
    void openTokens() throws TrustFault {
        folder = PkiFolder.open(home.resolve("pki"));
        tokens = Tokens.open(folder);
    }

    @Test
    void theLocalTokenIsTheAdministrator() throws Exception {
        String plain = Files.readString(folder.path().resolve("admin.token")).strip();
        assertEquals(Optional.of(new Caller("local", Role.ADMINISTRATOR, Caller.How.LOCAL_TOKEN)), tokens.callerOf(plain));
        assertEquals(tokens.callerOf(plain), Tokens.open(folder).callerOf(plain));
    }

    @Test
    void eachTokenGivesItsRoleAlsoAfterARestart() throws TrustFault {
        for (Role role : Role.values()) {
            String text = tokens.issue("for-" + role.word(), role).text();
            Caller caller = new Caller("for-" + role.word(), role, Caller.How.TOKEN);
            assertEquals(Optional.of(caller), tokens.callerOf(text));
            assertEquals(Optional.of(caller), Tokens.open(folder).callerOf(text));
        }
    }

    @Test
    void whatIsNotATokenIsNobody() throws Exception {
        String good = tokens.issue("scrape", Role.GUEST).text();
        String hash = tokens.list().getFirst().hash();
        for (String wrong : List.of("", "x", good.substring(1), good + "A", " " + good, hash, Secret.random().text(), "é",
                "Bearer " + good)) {
            assertEquals(Optional.empty(), tokens.callerOf(wrong), wrong);
        }
    }

    @Test
    void aRevokedTokenIsNobodyAtOnceAndAfterARestart() throws TrustFault {
        String text = tokens.issue("scrape", Role.GUEST).text();
        String kept = tokens.issue("other", Role.GUEST).text();
        assertTrue(tokens.revoke("scrape"));
        assertFalse(tokens.revoke("scrape"));
        assertEquals(Optional.empty(), tokens.callerOf(text));
        assertEquals(Optional.empty(), Tokens.open(folder).callerOf(text));
        assertTrue(tokens.callerOf(kept).isPresent());
    }

    @Test
    void onlyHashesAreStored() throws Exception {
        String text = tokens.issue("scrape", Role.GUEST).text();
        String stored = Files.readString(folder.path().resolve(PkiFolder.TOKENS));
        assertTrue(stored.startsWith("guest scrape "), stored);
        assertFalse(stored.contains(text));
    }

    @Test
    void namesAreUniqueAndOneWord() throws TrustFault {
        tokens.issue("scrape", Role.GUEST);
        for (String name : List.of("scrape", "local", "two words", "", "a\nadministrator b")) {
            TrustFault fault = assertThrows(TrustFault.class, () -> tokens.issue(name, Role.ADMINISTRATOR), name);
            assertEquals(TrustFault.Code.BAD_REQUEST, fault.code());
        }
        assertEquals(1, Tokens.open(folder).list().size());
    }

    @Test
    void thereIsALimit() throws TrustFault {
        for (int i = 0; i < Tokens.MAX_TOKENS; i++) {
            tokens.issue("t" + i, Role.GUEST);
        }
        assertEquals(TrustFault.Code.LIMIT, assertThrows(TrustFault.class, () -> tokens.issue("more", Role.GUEST)).code());
    }

    @Test
    void aDamagedListIsAFaultAndGivesNoRight() throws Exception {
        tokens.issue("scrape", Role.GUEST);
        Path file = folder.path().resolve(PkiFolder.TOKENS);
        String line = Files.readString(file);
        for (String bad : List.of("x", line.replace("guest", "root"), line.substring(0, 40), line.replace("scrape", "scr ape"))) {
            Files.writeString(file, bad);
            assertEquals(TrustFault.Code.GARBAGE, assertThrows(TrustFault.class, () -> Tokens.open(folder), bad).code());
        }
    }
}
