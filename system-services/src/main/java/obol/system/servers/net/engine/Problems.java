package obol.system.servers.net.engine;

import obol.net.core.NetworkException;
import obol.net.core.Problem;
import obol.styx.Errno;
import obol.styx.StyxException;

/** The engine's problems as errors of files. */
final class Problems {
    private Problems() {
    }

    static StyxException error(NetworkException e) {
        return error(e.problem());
    }

    static StyxException error(Problem problem) {
        return switch (problem) {
            case REFUSED -> new StyxException(Errno.ECONNREFUSED, "Connection refused");
            case RESET -> new StyxException(Errno.ECONNRESET);
            case TIMED_OUT -> new StyxException(Errno.ETIMEDOUT);
            case UNREACHABLE -> new StyxException(Errno.ENETUNREACH);
            case PROHIBITED -> new StyxException(Errno.EACCES);
            case IN_USE -> new StyxException(Errno.EADDRINUSE);
            case NO_ADDRESS, NO_PORTS -> new StyxException(Errno.EADDRNOTAVAIL);
            case TOO_LARGE -> new StyxException(Errno.EMSGSIZE);
            case ABORTED -> new StyxException(Errno.ECONNABORTED);
            case NO_ROOM -> new StyxException(Errno.ENOBUFS);
            case NO_SUCH_NAME -> new StyxException(Errno.ENOENT, "dns: " + problem.words());
            case NO_SERVER, SERVER_FAILED -> new StyxException(Errno.EIO, "dns: " + problem.words());
        };
    }
}
