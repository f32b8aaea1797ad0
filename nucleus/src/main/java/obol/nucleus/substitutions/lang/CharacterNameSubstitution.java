package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Substitutes;
import obol.nucleus.annotation.Unsupported;

@Substitutes("java.lang.CharacterName")
final class CharacterNameSubstitution {
    private CharacterNameSubstitution() {}

    @Unsupported(reason = "names of characters")
    public static native CharacterNameSubstitution getInstance();
}
