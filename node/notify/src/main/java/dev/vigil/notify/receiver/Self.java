package dev.vigil.notify.receiver;

import dev.vigil.notify.notice.Batch;

/**
 * The node that tells.
 *
 * @param life the number of its life, higher after each start: receivers that guard against old messages ask for it
 */
public record Self(Batch.Origin origin, long life) {}
