package dev.vigil.server.guarding;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

import dev.vigil.comm.SealedLetter;
import dev.vigil.lcd.model.Config;
import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.SystemRow;
import dev.vigil.platform.guard.LastWord;
import dev.vigil.recovery.quorum.Holder;
import dev.vigil.recovery.quorum.Letter;
import dev.vigil.recovery.quorum.Word;
import dev.vigil.recovery.text.LetterText;

/**
 * RC-66, RC-67: what the guard tells the other nodes when this life is over and all that it held has been ended. Sealed while the node
 * lives, so that the guard needs no key.
 */
public final class LastWords {
    private final Holder self;
    private final BiFunction<NodeId, String, CompletableFuture<List<SealedLetter>>> seal;
    private volatile Config config = Config.EMPTY;
    private volatile List<LastWord> words = List.of();

    /** @param seal what would carry a letter to a node now */
    public LastWords(Holder self, BiFunction<NodeId, String, CompletableFuture<List<SealedLetter>>> seal) {
        this.self = self;
        this.seal = seal;
    }

    /** Nodes or paths may be others; to be called when the communication manager has them. Returns at once. */
    public void configured(Config next) {
        config = next;
        words = List.of();
        List<CompletableFuture<List<SealedLetter>>> sealed = next.systems().stream().map(SystemRow::node)
                .filter(peer -> !peer.equals(self.node()))
                .map(peer -> seal.apply(peer, LetterText.print(new Letter(self, peer, 0, 0, new Word.Ended(self))))).toList();
        CompletableFuture.allOf(sealed.toArray(CompletableFuture[]::new)).thenRun(() -> {
            if (config.equals(next)) {
                words = sealed.stream().flatMap(each -> each.join().stream()).map(LastWords::word).toList();
            }
        });
    }

    /** From any thread. */
    public List<LastWord> get() {
        return words;
    }

    private static LastWord word(SealedLetter letter) {
        return new LastWord(letter.to().getAddress().getHostAddress(), letter.to().getPort(), letter.datagram());
    }
}
