package obol.system.posix;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Posix;

@Substitutes("obol.nucleus.port.Port")
final class PortSubstitution {
    private PortSubstitution() {}

    @Substitute(reason = "files are those of the process's namespace")
    private static Posix make() {
        return ThisProcess.posix();
    }
}
