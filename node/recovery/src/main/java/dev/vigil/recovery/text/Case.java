package dev.vigil.recovery.text;

import java.util.List;

import dev.vigil.lcd.model.NodeId;
import dev.vigil.lcd.model.Ticks;

/**
 * One golden case as it stands in its file. Given, decisions and facts stay blocks: what they mean depends on what was before them.
 */
public record Case(List<String> comments, List<Block> given, NodeId self, List<Moment> moments) {
    public Case {
        comments = List.copyOf(comments);
        given = List.copyOf(given);
        moments = List.copyOf(moments);
    }

    /** One event and what it shall lead to; {@code facts} are lines of the form {@code - line} and {@code + line}. */
    public record Moment(List<String> comments, Ticks at, Block event, List<Block> decisions, List<String> facts) {
        public Moment {
            comments = List.copyOf(comments);
            decisions = List.copyOf(decisions);
            facts = List.copyOf(facts);
        }
    }

    public Case with(List<Moment> others) {
        return new Case(comments, given, self, others);
    }
}
