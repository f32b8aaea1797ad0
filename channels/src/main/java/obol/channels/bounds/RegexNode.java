package obol.channels.bounds;

import java.util.List;

/** A regular expression as a tree: what {@link Regex} is made of, and from what texts that match can be made up. */
public sealed interface RegexNode {
    /** One character of a set. */
    record One(CharacterSet set) implements RegexNode {
    }

    /** One after the other; of none, the empty text. */
    record Sequence(List<RegexNode> parts) implements RegexNode {
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** One of several. */
    record Choice(List<RegexNode> parts) implements RegexNode {
        public Choice {
            parts = List.copyOf(parts);
        }
    }

    /** So many times; {@code most} is -1 without an end. */
    record Repeat(RegexNode part, int least, int most) implements RegexNode {
    }
}
