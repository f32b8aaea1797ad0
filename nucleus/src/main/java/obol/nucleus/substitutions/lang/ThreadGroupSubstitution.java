package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.lang.ThreadGroup")
public class ThreadGroupSubstitution {
    @Alias public String name;
    @Alias public int maxPriority;

    @Alias public native void add(Thread thread);
}
