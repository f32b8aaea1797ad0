package obol.nucleus.substitutions.lang;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Port;

@Substitutes("java.lang.ProcessEnvironment")
final class ProcessEnvironmentSubstitution {
    private ProcessEnvironmentSubstitution() {}

    @Substitute(reason = "native")
    private static byte[][] environ() {
        return Port.posix().environment();
    }
}
