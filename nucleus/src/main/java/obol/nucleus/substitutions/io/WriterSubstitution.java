package obol.nucleus.substitutions.io;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.io.Writer")
abstract class WriterSubstitution {
    @Alias Object lock;
}
