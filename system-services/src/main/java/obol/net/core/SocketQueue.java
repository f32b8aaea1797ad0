package obol.net.core;

/** Sockets in order. A socket is in at most one such queue, and at most once. */
final class SocketQueue {
    private Socket first;
    private Socket last;

    void add(Socket socket) {
        if (socket.queue != null) return;
        socket.queue = this;
        socket.previousChanged = last;
        if (last == null) first = socket;
        else last.nextChanged = socket;
        last = socket;
    }

    /** Takes the first one out; null if there is none. */
    Socket poll() {
        Socket socket = first;
        if (socket != null) remove(socket);
        return socket;
    }

    /** Takes out a socket that is in this queue. */
    void remove(Socket socket) {
        Socket before = socket.previousChanged;
        Socket after = socket.nextChanged;
        if (before == null) first = after;
        else before.nextChanged = after;
        if (after == null) last = before;
        else after.previousChanged = before;
        socket.previousChanged = null;
        socket.nextChanged = null;
        socket.queue = null;
    }
}
