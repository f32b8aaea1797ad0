package obol.shell.tools.expression;

import java.util.ArrayList;
import java.util.List;

/** A regular expression by its parts. */
sealed interface Tree {
    /** A character of a set. */
    record One(CharacterSet set) implements Tree {}

    /** One behind the other; none: the empty text. */
    record Sequence(List<Tree> parts) implements Tree {}

    record Either(List<Tree> branches) implements Tree {}

    /** @param most {@link #UNBOUNDED}: any number */
    record Repeat(Tree part, int least, int most) implements Tree {}

    /** What a back-reference can name. @param number from 1 */
    record Group(int number, Tree part) implements Tree {}

    /** The text that a group has matched last. */
    record Reference(int group) implements Tree {}

    /** No character, but a place between two. */
    record At(Place place) implements Tree {}

    enum Place {
        LINE_BEGIN, LINE_END, WORD_BEGIN, WORD_END, WORD_EDGE, NO_WORD_EDGE
    }

    int UNBOUNDED = -1;

    /** What matches a whole line. */
    static Tree line(Tree tree) {
        return new Sequence(List.of(new At(Place.LINE_BEGIN), tree, new At(Place.LINE_END)));
    }

    /** A text in upper or lower case. */
    static Tree text(String text) {
        List<Tree> parts = new ArrayList<>();
        text.codePoints().forEach(c -> parts.add(new One(CharacterSet.of(c, true))));
        return new Sequence(parts);
    }
}
