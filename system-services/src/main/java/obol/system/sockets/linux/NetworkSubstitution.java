package obol.system.sockets.linux;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.system.sockets.Network;

@Substitutes("obol.system.sockets.Network")
final class NetworkSubstitution {
    private NetworkSubstitution() {}

    @Substitute(reason = "names and interfaces are Linux's")
    private static Network make() {
        return new LinuxNetwork();
    }
}
