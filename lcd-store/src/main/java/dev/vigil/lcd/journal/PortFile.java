package dev.vigil.lcd.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One open file behind {@link FilePort}. For one thread at a time; reads see what was written, forced or not. */
public interface PortFile extends AutoCloseable {
    long length() throws IOException;

    /** Fills the whole buffer from this place; {@link java.io.EOFException} when the file ends before. */
    void read(long position, ByteBuffer into) throws IOException;

    /**
     * Writes the whole buffer at this place, lengthening the file where needed. Nothing is durable on return. After an exception any part of it
     * may have been written.
     */
    void write(long position, ByteBuffer bytes) throws IOException;

    /**
     * Fills the file with zeros up to this length, so that later writes below it change no metadata. Zeros are really written: room that
     * was only promised would have to be claimed, and could be refused, at the first write into it.
     */
    default void preallocate(long length) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect(64 * 1024);
        for (long at = length(); at < length; at += zeros.position()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), length - at));
            write(at, zeros);
        }
    }

    /** Shortens the file. Not durable on return. */
    void truncate(long length) throws IOException;

    /** On return everything written is durable, with the length needed to read it. After an exception nobody knows what is: never ask again. */
    void forceData() throws IOException;

    /** As {@link #forceData}, with all metadata of the file. */
    void forceAll() throws IOException;

    @Override
    void close() throws IOException;
}
