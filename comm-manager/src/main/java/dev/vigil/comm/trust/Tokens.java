package dev.vigil.comm.trust;

import dev.vigil.lcd.model.NodeId;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Bearer tokens of the administration: {@code admin.token}, the credential of the local administrator, kept plain in a file of
 * mode 0600, and named ones per role, of which only hashes are kept in {@code tokens}. {@link #callerOf} never blocks; the
 * changes block on the disk and are durable when they return.
 */
public final class Tokens {
    /** Name of the caller that shows the local token. */
    public static final String LOCAL = "local";
    static final int MAX_TOKENS = 256;
    private final PkiFolder folder;
    private final byte[] adminHash;
    private volatile List<Named> named;
    private final ReentrantLock changing = new ReentrantLock();

    /** A token by its name, with the role it gives. */
    public record Named(String name, Role role, String hash) {
        String line() {
            return role.word() + " " + name + " " + hash;
        }
    }

    private Tokens(PkiFolder folder, byte[] adminHash, List<Named> named) {
        this.folder = folder;
        this.adminHash = adminHash;
        this.named = List.copyOf(named);
    }

    /** Reads the tokens, and makes the local one where there is none. */
    public static Tokens open(PkiFolder folder) throws TrustFault {
        List<Named> named = new ArrayList<>();
        for (String line : folder.lines(PkiFolder.TOKENS)) {
            try {
                named.add(parse(line));
            } catch (IllegalArgumentException damaged) {
                throw folder.garbage(PkiFolder.TOKENS, "a line is not role, name and hash", damaged);
            }
        }
        return new Tokens(folder, folder.adminToken().hash(), named);
    }

    /** Who shows this token; empty for every text that is not a token of this node. Compares with all, in constant time. */
    public Optional<Caller> callerOf(String bearer) {
        Optional<byte[]> hash = Secret.parse(bearer).map(Secret::hash);
        if (hash.isEmpty()) {
            return Optional.empty();
        }
        Optional<Caller> found = Optional.empty();
        for (Named token : named) {
            if (MessageDigest.isEqual(hash.get(), HexFormat.of().parseHex(token.hash()))) {
                found = Optional.of(new Caller(token.name(), token.role(), Caller.How.TOKEN));
            }
        }
        return MessageDigest.isEqual(hash.get(), adminHash)
                ? Optional.of(new Caller(LOCAL, Role.ADMINISTRATOR, Caller.How.LOCAL_TOKEN))
                : found;
    }

    /** Makes a token of that name; its text is given once and cannot be had again. */
    public Secret issue(String name, Role role) throws TrustFault {
        changing.lock();
        try {
            List<Named> next = new ArrayList<>(named);
            if (next.size() >= MAX_TOKENS) {
                throw new TrustFault(TrustFault.Code.LIMIT, MAX_TOKENS + " tokens exist", "revoke one that is no longer used");
            }
            if (name.equals(LOCAL) || next.stream().anyMatch(token -> token.name().equals(name))) {
                throw new TrustFault(TrustFault.Code.BAD_REQUEST, "a token named \"" + name + "\" exists", "choose another name");
            }
            Secret secret = Secret.random();
            next.add(new Named(checked(name), role, HexFormat.of().formatHex(secret.hash())));
            store(next);
            return secret;
        } catch (IllegalArgumentException notAName) {
            throw new TrustFault(TrustFault.Code.BAD_REQUEST, String.valueOf(notAName.getMessage()), "choose another name",
                    notAName);
        } finally {
            changing.unlock();
        }
    }

    /** Takes the token away, at once; false when there is none of that name. */
    public boolean revoke(String name) throws TrustFault {
        changing.lock();
        try {
            List<Named> next = new ArrayList<>(named);
            if (!next.removeIf(token -> token.name().equals(name))) {
                return false;
            }
            store(next);
            return true;
        } finally {
            changing.unlock();
        }
    }

    public List<Named> list() {
        return named;
    }

    private void store(List<Named> next) throws TrustFault {
        folder.storeLines(PkiFolder.TOKENS, next.stream().map(Named::line));
        named = List.copyOf(next);
    }

    private static Named parse(String line) {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || HexFormat.of().parseHex(parts[2]).length != Secret.LENGTH) {
            throw new IllegalArgumentException("not three words");
        }
        Role role = Role.ofWord(parts[0]).orElseThrow(() -> new IllegalArgumentException("no such role"));
        return new Named(checked(parts[1]), role, parts[2]);
    }

    /** Names of tokens follow the one rule for names, so that they stand in one word of a line. */
    private static String checked(String name) {
        return new NodeId(name).value();
    }
}
