package sockets;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;

/** Ends of connections, waits that end, options, and what exceptions say. */
final class Streams {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Streams() {}

    /** What an action throws, or that it does not. */
    interface Action {
        void run() throws Exception;
    }

    static void attempt(String what, Action action) {
        try {
            action.run();
            System.out.println(what + ": done");
        } catch (Exception e) {
            System.out.println(what + ": " + e);
        }
    }

    /** The two ends of a connection. */
    record Ends(Socket client, Socket server) implements AutoCloseable {
        static Ends open() throws IOException {
            try (ServerSocket listener = new ServerSocket(0, 1, LOOPBACK)) {
                Socket client = new Socket(LOOPBACK, listener.getLocalPort());
                return new Ends(client, listener.accept());
            }
        }

        @Override public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    static void main() throws Exception {
        halfClose();
        timeouts();
        closedByAnother();
        refused();
        options();
        states();
        reset();
        addresses();
    }

    private static void halfClose() throws Exception {
        try (Ends ends = Ends.open()) {
            Socket c = ends.client();
            Socket s = ends.server();
            c.getOutputStream().write("question".getBytes());
            c.shutdownOutput();
            System.out.println(new String(s.getInputStream().readAllBytes()) + " " + c.isOutputShutdown() + c.isInputShutdown());
            s.getOutputStream().write("answer".getBytes());
            attempt("write behind the end", () -> c.getOutputStream().write(1));
            attempt("shut down twice", c::shutdownOutput);
            s.close();
            System.out.println(new String(c.getInputStream().readAllBytes()) + " " + c.getInputStream().read());
            InputStream in = c.getInputStream();
            c.shutdownInput();
            System.out.println(in.read() + " " + in.available());
            attempt("input behind the end", c::getInputStream);
        }
    }

    private static void timeouts() throws Exception {
        try (Ends ends = Ends.open(); ServerSocket listener = new ServerSocket(0, 1, LOOPBACK)) {
            ends.client().setSoTimeout(30);
            listener.setSoTimeout(30);
            attempt("read", () -> ends.client().getInputStream().read());
            attempt("accept", listener::accept);
            ends.server().getOutputStream().write(7);
            ends.client().setSoTimeout(60_000);
            System.out.println(ends.client().getInputStream().read() + " " + ends.client().getSoTimeout());
            try (Socket late = new Socket()) {
                late.connect(new InetSocketAddress(LOOPBACK, listener.getLocalPort()), 60_000);
                System.out.println(late.isConnected() + " " + listener.accept().isConnected());
            }
        }
    }

    /** Whoever waits for a socket that another thread closes gets an exception. */
    private static void closedByAnother() throws Exception {
        try (Ends ends = Ends.open(); ServerSocket listener = new ServerSocket(0, 1, LOOPBACK)) {
            ended("read", ends.client()::close, () -> ends.client().getInputStream().read());
            ended("accept", listener::close, listener::accept);
        }
        try (Ends ends = Ends.open()) {
            ended("write", ends.client()::close, () -> {
                OutputStream out = ends.client().getOutputStream();
                byte[] much = new byte[1 << 20];
                while (true) out.write(much);
            });
        }
        try (Ends ends = Ends.open()) {
            ended("read that the other end closes", ends.server()::close, () -> System.out.println(ends.client().getInputStream().read()));
        }
        try (Ends ends = Ends.open()) {
            ends.client().setSoTimeout(60_000);
            ended("read in time", ends.client()::close, () -> ends.client().getInputStream().read());
        }
    }

    private static void ended(String what, Action end, Action waits) throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Thread waiter = new Thread(() -> {
            begun.countDown();
            attempt(what, waits);
        });
        waiter.start();
        begun.await();
        Thread.sleep(50);
        end.run();
        waiter.join();
    }

    private static void refused() throws Exception {
        int port;
        try (ServerSocket listener = new ServerSocket(0, 1, LOOPBACK)) {
            port = listener.getLocalPort();
            int taken = port;
            attempt("bind", () -> new ServerSocket(taken, 1, LOOPBACK).close());
            attempt("bind client", () -> new Socket().bind(new InetSocketAddress(LOOPBACK, taken)));
        }
        attempt("connect", () -> new Socket(LOOPBACK, port).close());
        attempt("connect in time", () -> new Socket().connect(new InetSocketAddress(LOOPBACK, port), 60_000));
        attempt("unknown", () -> new Socket("no.such.host.invalid.", 1).close());
        attempt("unresolved", () -> new Socket().connect(InetSocketAddress.createUnresolved("nowhere.invalid", 1)));
        attempt("port", () -> new Socket(LOOPBACK, 65536).close());
        attempt("foreign", () -> new ServerSocket(0, 1, InetAddress.getByName("198.51.100.1")).close());
    }

    private static void options() throws Exception {
        try (Ends ends = Ends.open(); ServerSocket listener = new ServerSocket(0, 1, LOOPBACK)) {
            Socket s = ends.client();
            System.out.println(s.getTcpNoDelay() + " " + s.getKeepAlive() + " " + s.getReuseAddress() + " " + s.getSoLinger() + " "
                    + s.getOOBInline() + " " + s.getTrafficClass() + " " + listener.getReuseAddress());
            s.setTcpNoDelay(true);
            s.setKeepAlive(true);
            s.setReuseAddress(true);
            s.setSoLinger(true, 3);
            s.setOOBInline(true);
            s.setTrafficClass(0x10);
            s.setReceiveBufferSize(20_000);
            s.setSendBufferSize(30_000);
            listener.setReceiveBufferSize(40_000);
            System.out.println(s.getTcpNoDelay() + " " + s.getKeepAlive() + " " + s.getReuseAddress() + " " + s.getSoLinger() + " "
                    + s.getOOBInline() + " " + s.getTrafficClass() + " " + s.getReceiveBufferSize() + " " + s.getSendBufferSize() + " "
                    + listener.getReceiveBufferSize());
            s.setSoLinger(false, 0);
            System.out.println(s.getSoLinger());
            attempt("size", () -> s.setSendBufferSize(0));
        }
    }

    /** A byte out of order, and told apart from the others or not. */
    static void urgent() throws Exception {
        try (Ends ends = Ends.open()) {
            ends.server().setOOBInline(true);
            attempt("urgent", () -> ends.client().sendUrgentData(77));
            ends.client().getOutputStream().write(78);
            System.out.println(ends.server().getInputStream().read());
        }
    }

    private static void states() throws Exception {
        Socket s = new Socket();
        System.out.println(s.isBound() + " " + s.isConnected() + " " + s.isClosed() + " " + s + " " + s.getPort() + " " + s.getLocalPort());
        attempt("input", s::getInputStream);
        s.bind(new InetSocketAddress(LOOPBACK, 0));
        System.out.println(s.isBound() + " " + (s.getLocalPort() > 0) + " " + s.getLocalAddress());
        s.close();
        System.out.println(s.isClosed());
        attempt("closed", () -> s.connect(new InetSocketAddress(LOOPBACK, 1)));
        attempt("closed option", s::getKeepAlive);
        try (Ends ends = Ends.open()) {
            InputStream in = ends.client().getInputStream();
            ends.client().close();
            attempt("closed read", in::read);
            attempt("closed input", ends.client()::getInputStream);
            System.out.println(ends.server().getInetAddress() + " " + ends.server().getLocalAddress());
        }
        ServerSocket listener = new ServerSocket();
        System.out.println(listener + " " + listener.isBound());
        attempt("accept unbound", listener::accept);
        listener.close();
        attempt("accept closed", listener::accept);
        try (ServerSocket any = new ServerSocket(0)) {
            System.out.println(any.getInetAddress() + " " + any.isBound());
            try (Socket c = new Socket("localhost", any.getLocalPort()); Socket a = any.accept()) {
                System.out.println(c.getInetAddress() + " " + a.getInetAddress() + " " + a.getLocalAddress());
            }
        }
    }

    /** A connection that is thrown away with data in it. */
    private static void reset() throws Exception {
        try (Ends ends = Ends.open()) {
            ends.server().setSoLinger(true, 0);
            ends.client().getOutputStream().write(1);
            ends.server().getInputStream().read();
            ends.server().close();
            attempt("reset", () -> ends.client().getInputStream().read());
            attempt("reset again", () -> ends.client().getInputStream().read());
        }
    }

    private static void addresses() throws Exception {
        System.out.println(InetAddress.getByName("127.0.0.1") + " " + InetAddress.getByName("::1") + " " + InetAddress.getByName("1.2.3"));
        System.out.println(InetAddress.getByName("localhost").getHostAddress() + " " + InetAddress.getByName("127.0.0.1").getHostName());
        System.out.println(InetAddress.getByAddress(new byte[] {10, 0, 0, 1}).isSiteLocalAddress() + " " + InetAddress.getByName("224.0.0.1").isMulticastAddress()
                + " " + InetAddress.getByName("::ffff:1.2.3.4") + " " + InetAddress.getByName("fe80::1").isLinkLocalAddress());
        System.out.println(LOOPBACK + " " + LOOPBACK.isReachable(10_000) + " " + InetAddress.getByName(null));
        System.out.println(ownName().isEmpty());
        attempt("malformed", () -> InetAddress.getByName("1.2.3.4.5"));
        attempt("unknown", () -> InetAddress.getByName("no.such.host.invalid."));
        attempt("length", () -> InetAddress.getByAddress(new byte[5]));
    }

    /** Some machines of Linux cannot find their own name; Obol finds its. */
    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unknown) {
            return unknown.getMessage();
        }
    }
}
