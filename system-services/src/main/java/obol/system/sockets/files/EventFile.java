package obol.system.sockets.files;

/** What can be read once it has been woken, as eventfd(2). */
final class EventFile extends SocketFile {
    private static final int SIZE = 8;

    private boolean woken;

    @Override synchronized int ready(int wanted) {
        return (woken ? IN : 0) & wanted | OUT & wanted;
    }

    @Override synchronized int read(byte[] to, int offset, int length) {
        if (length < SIZE) {
            return -EINVAL;
        }
        if (!woken) {
            return -EAGAIN;
        }
        woken = false;
        return SIZE;
    }

    @Override int write(byte[] from, int offset, int length) {
        wake();
        return length;
    }

    void wake() {
        synchronized (this) {
            woken = true;
        }
        Waits.changed();
    }

    @Override void end() {}

    @Override protected String path() {
        return "event";
    }
}
