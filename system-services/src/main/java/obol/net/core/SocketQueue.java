package obol.net.core;

/** Sockets in order, each at most once in all such queues. */
final class SocketQueue {
    private Socket first;
    private Socket last;

    void add(Socket socket) {
        if (socket.queued) return;
        socket.queued = true;
        if (first == null) first = socket;
        else last.nextChanged = socket;
        last = socket;
    }

    /** Takes the first one out; null if there is none. */
    Socket poll() {
        Socket socket = first;
        if (socket == null) return null;
        first = socket.nextChanged;
        socket.nextChanged = null;
        socket.queued = false;
        return socket;
    }
}
