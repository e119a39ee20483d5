package dev.vigil.platform.posix;

import java.io.IOException;

/** The two pipes that a program writes to. */
record OutputPipes(Pipe output, Pipe errors) {
    static OutputPipes open() throws IOException {
        Pipe output = Pipe.open();
        try {
            return new OutputPipes(output, Pipe.open());
        } catch (IOException refusal) {
            output.closeWriteEnd();
            output.closeReadEnd();
            throw refusal;
        }
    }

    void closeWriteEnds() {
        output.closeWriteEnd();
        errors.closeWriteEnd();
    }

    void closeReadEnds() {
        output.closeReadEnd();
        errors.closeReadEnd();
    }
}
