package dev.vigil.notify.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket that gives up on a server that talks without end: an answer is kept in memory until it is whole. */
final class MeteredSocket extends Socket {
    private static final long MOST_BYTES = 1L << 20;

    @Override
    public InputStream getInputStream() throws IOException {
        return new Metered(super.getInputStream());
    }

    private static final class Metered extends FilterInputStream {
        private long taken;

        Metered(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int bytes) throws IOException {
            taken += bytes;
            if (taken > MOST_BYTES) {
                throw new IOException("the server sent more than " + MOST_BYTES + " bytes");
            }
        }
    }
}
