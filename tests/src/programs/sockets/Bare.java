package sockets;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** What a program says that has no network below it. */
final class Bare {
    private Bare() {}

    static void main() {
        Streams.attempt("server", () -> new ServerSocket(0).close());
        Streams.attempt("client", () -> new Socket("127.0.0.1", 1).close());
        Streams.attempt("datagrams", () -> new DatagramSocket().close());
        Streams.attempt("channel", () -> SocketChannel.open().close());
        Streams.attempt("selector", () -> Selector.open().close());
        Streams.attempt("pipe", () -> Pipe.open().sink().close());
        Streams.attempt("name", () -> InetAddress.getByName("no.such.host.invalid."));
    }
}
