package obol.system.sockets.files;

import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.sockets.Sockets;
import obol.system.sockets.Network;

@Substitutes("obol.nucleus.sockets.Sockets")
final class SocketsSubstitution {
    private SocketsSubstitution() {}

    @Substitute(reason = "sockets are conversations of the process's namespace")
    private static Sockets make() {
        return new FileSockets();
    }

    @Substitutes("obol.system.sockets.Network")
    private static class Names {
        @Substitute(reason = "names and interfaces are files, too")
        private static Network make() {
            return new FileNetwork();
        }
    }
}
