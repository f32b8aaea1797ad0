package obol.system.posix;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.sockets.Sockets;

@Substitutes("obol.nucleus.sockets.Sockets")
final class SocketsSubstitution {
    private SocketsSubstitution() {}

    @Substitute(reason = "sockets are no system calls of the host for a process of Obol")
    private static Sockets make() {
        return new WithoutSockets();
    }

    private static final class WithoutSockets extends Sockets {}
}
