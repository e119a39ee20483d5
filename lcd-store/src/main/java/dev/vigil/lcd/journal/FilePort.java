package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The only way the journal reaches a disk, so that tests can put a disk below it that loses power at any instant.
 *
 * <p>Any thread may call; two threads never work on the same file. A change of names (create, rename, delete) is durable only after
 * {@link #forceFolder}; until then any prefix of such changes may survive a power cut. A lack of room is a {@link DiskFullException}.
 */
public interface FilePort {
    /** Makes the folder and those above it that are missing. Durable on return. */
    void createFolder(Path folder) throws IOException;

    boolean exists(Path fileOrFolder) throws IOException;

    /** The names of the files in the folder, sorted; folders in it are left out. */
    List<String> list(Path folder) throws IOException;

    /** Makes a new, empty file and opens it; fails when the name is taken. Nothing is durable on return. */
    PortFile create(Path file) throws IOException;

    /** Opens an existing file for reading and writing; {@link java.nio.file.NoSuchFileException} when there is none. */
    PortFile open(Path file) throws IOException;

    /** Gives the file another name in the same folder in one step, replacing what had that name. The file must not be open. */
    void rename(Path from, Path to) throws IOException;

    /** Removes the name; fails when there is none. The file must not be open. */
    void delete(Path file) throws IOException;

    /** On return every earlier change of names in this folder is durable. */
    void forceFolder(Path folder) throws IOException;
}
