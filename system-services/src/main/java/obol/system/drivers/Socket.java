package obol.system.drivers;

import obol.nucleus.device.Host;
import obol.nucleus.port.Errors;
import obol.system.carrier.Device;
import obol.system.host.Sockets;

/** A connection over a socket of Linux. */
final class Socket implements Device {
    private final Host host;
    private final int descriptor;
    /** Threads inside; the last one to leave closes the descriptor, so that no other connection gets its number before. */
    private int users = 1;
    private boolean closed;

    Socket(Host host, int descriptor) {
        this.host = host;
        this.descriptor = descriptor;
    }

    @Override public int read(byte[] to, int offset, int most) {
        if (!enter()) return -1;
        try {
            int count = Sockets.read(host, descriptor, to, offset, most);
            return count <= 0 ? -1 : count;
        } finally {
            leave();
        }
    }

    @Override public boolean write(byte[] from, int offset, int count) {
        for (int done = 0; done < count; ) {
            int taken = offer(from, offset + done, count - done);
            if (taken < 0 || taken == 0 && !awaitRoom()) return false;
            done += taken;
        }
        return true;
    }

    private boolean awaitRoom() {
        if (!enter()) return false;
        try {
            host.await(descriptor, true);
            return true;
        } finally {
            leave();
        }
    }

    @Override public int offer(byte[] from, int offset, int count) {
        if (!enter()) return -1;
        try {
            int taken = host.transfer(true, descriptor, from, offset, count, Sockets.NOWHERE);
            return taken == -Errors.EAGAIN ? 0 : taken;
        } finally {
            leave();
        }
    }

    @Override public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        host.shutdown(descriptor, Sockets.BOTH);
        leave();
    }

    private synchronized boolean enter() {
        if (closed) return false;
        users++;
        return true;
    }

    private synchronized void leave() {
        if (--users == 0) host.close(descriptor);
    }
}
