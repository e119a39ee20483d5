package dev.vigil.comm.trust;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntry;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.AclFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files that only the user of the node may read: mode 0600 where there are modes, an access list of that user where not. */
final class OwnerOnly {
    private static final Set<PosixFilePermission> DIRECTORY = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private OwnerOnly() {}

    static void makeDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Path parent = directory.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(directory, attribute(directory.getFileSystem(), directory, DIRECTORY));
        }
    }

    /** An empty file beside {@code target} that was never readable by others, not even before its first byte. */
    static Path makeTemporary(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(target + " has no folder");
        }
        return Files.createTempFile(directory, "." + target.getFileName(), ".new",
                attribute(target.getFileSystem(), directory, FILE));
    }

    /** Whether another than the owner may read the file. */
    static boolean isOpenToOthers(Path file) throws IOException {
        AclFileAttributeView access = Files.getFileAttributeView(file, AclFileAttributeView.class);
        if (access == null || isPosix(file.getFileSystem())) {
            return !DIRECTORY.containsAll(Files.getPosixFilePermissions(file));
        }
        UserPrincipal owner = access.getOwner();
        UserPrincipal self = self(file);
        return access.getAcl().stream().anyMatch(entry -> entry.type() == AclEntryType.ALLOW
                && entry.permissions().contains(AclEntryPermission.READ_DATA) && !entry.principal().equals(owner)
                && !entry.principal().equals(self));
    }

    private static FileAttribute<?> attribute(FileSystem system, Path directory, Set<PosixFilePermission> permissions)
            throws IOException {
        if (isPosix(system)) {
            return PosixFilePermissions.asFileAttribute(permissions);
        }
        AclEntry all = AclEntry.newBuilder().setType(AclEntryType.ALLOW).setPrincipal(self(directory))
                .setPermissions(EnumSet.allOf(AclEntryPermission.class)).build();
        return new AccessList(List.of(all));
    }

    /** The user of this process; where its name is not to be found (a service account), the owner of the folder that exists. */
    private static UserPrincipal self(Path path) throws IOException {
        try {
            return path.getFileSystem().getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name", ""));
        } catch (UserPrincipalNotFoundException serviceAccount) {
            Path existing = path.toAbsolutePath();
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            return Files.getOwner(existing);
        }
    }

    private static boolean isPosix(FileSystem system) {
        return system.supportedFileAttributeViews().contains("posix");
    }

    private record AccessList(List<AclEntry> value) implements FileAttribute<List<AclEntry>> {
        @Override
        public String name() {
            return "acl:acl";
        }
    }
}
