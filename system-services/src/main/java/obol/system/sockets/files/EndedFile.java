package obol.system.sockets.files;

/** In the place of a socket that somebody still has the number of: ready for all, and at its end. */
final class EndedFile extends SocketFile {
    @Override int ready(int wanted) {
        return wanted | HANG_UP;
    }

    @Override int read(byte[] to, int offset, int length) {
        return 0;
    }

    @Override int write(byte[] from, int offset, int length) {
        return -EPIPE;
    }

    @Override void end() {}

    @Override protected String path() {
        return "ended";
    }
}
