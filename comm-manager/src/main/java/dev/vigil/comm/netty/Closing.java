package dev.vigil.comm.netty;

import io.netty.channel.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes channels of which nothing more is wanted. */
final class Closing {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private Closing() {}

    static void close(Channel channel) {
        channel.close().addListener(done -> {
            if (!done.isSuccess()) {
                LOG.debug("close-failed channel={}", channel, done.cause());
            }
        });
    }
}
