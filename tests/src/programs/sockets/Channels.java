package sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.TreeMap;
import java.util.Map;
import java.util.concurrent.Future;

/** Channels, blocking and not, and selectors. */
final class Channels {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int CLIENTS = 40, ROUNDS = 10;

    private Channels() {}

    static void main() throws Exception {
        blocking();
        interrupted();
        selected();
        selectors();
        datagrams();
        pipes();
        asynchronous();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer buffer) {
        return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }

    private static ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
    }

    private static void blocking() throws Exception {
        try (ServerSocketChannel server = listener(); SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            System.out.println(client.isConnected() + " " + accepted.getRemoteAddress().equals(client.getLocalAddress()) + " " + client.isBlocking());
            long written = client.write(new ByteBuffer[] {bytes("gather "), bytes("and "), bytes("scatter")});
            ByteBuffer[] parts = {ByteBuffer.allocate(5), ByteBuffer.allocateDirect(7), ByteBuffer.allocate(6)};
            long read = 0;
            while (read < written) read += accepted.read(parts);
            System.out.println(written + " " + text(parts[0]) + "|" + text(parts[1]) + "|" + text(parts[2]));
            client.setOption(StandardSocketOptions.TCP_NODELAY, true).setOption(StandardSocketOptions.SO_LINGER, 5);
            System.out.println(client.getOption(StandardSocketOptions.TCP_NODELAY) + " " + client.getOption(StandardSocketOptions.SO_LINGER) + " "
                    + client.getOption(StandardSocketOptions.SO_KEEPALIVE) + " " + server.getOption(StandardSocketOptions.SO_REUSEADDR));
            client.shutdownOutput();
            System.out.println(accepted.read(ByteBuffer.allocate(1)));
            Streams.attempt("written behind the end", () -> client.write(bytes("x")));
            client.configureBlocking(false);
            System.out.println(client.read(ByteBuffer.allocate(1)));
            Streams.attempt("closed", () -> {
                client.close();
                client.read(ByteBuffer.allocate(1));
            });
        }
        try (ServerSocketChannel server = listener()) {
            server.configureBlocking(false);
            System.out.println(server.accept());
            int port = server.socket().getLocalPort();
            server.close();
            Streams.attempt("refused", () -> SocketChannel.open(new InetSocketAddress(LOOPBACK, port)));
        }
        Streams.attempt("not connected", () -> SocketChannel.open().read(ByteBuffer.allocate(1)));
        try (ServerSocketChannel any = ServerSocketChannel.open().bind(null);
                ServerSocketChannel four = ServerSocketChannel.open(StandardProtocolFamily.INET).bind(null)) {
            System.out.println(((InetSocketAddress) any.getLocalAddress()).getAddress() + " " + ((InetSocketAddress) four.getLocalAddress()).getAddress());
        }
    }

    private static void interrupted() throws Exception {
        try (ServerSocketChannel server = listener(); SocketChannel client = SocketChannel.open(server.getLocalAddress());
                SocketChannel accepted = server.accept()) {
            Thread reader = new Thread(() -> {
                Streams.attempt("interrupted", () -> client.read(ByteBuffer.allocate(1)));
                System.out.println(Thread.interrupted() + " " + client.isOpen());
            });
            reader.start();
            Thread.sleep(50);
            reader.interrupt();
            reader.join();
            Thread acceptor = new Thread(() -> Streams.attempt("closed while it waits", server::accept));
            acceptor.start();
            Thread.sleep(50);
            server.close();
            acceptor.join();
            System.out.println(accepted.read(ByteBuffer.allocate(1)));
        }
    }

    /** A server of one thread, and clients of one thread, all non-blocking. */
    private static void selected() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel server = listener()) {
            server.configureBlocking(false);
            server.register(selector, SelectionKey.OP_ACCEPT);
            Thread clients = new Thread(() -> Streams.attempt("clients", () -> clients(server.socket().getLocalPort())));
            clients.start();
            int ended = 0;
            long echoed = 0;
            while (ended < CLIENTS) {
                selector.select();
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext();) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isAcceptable()) {
                        SocketChannel client = server.accept();
                        if (client != null) client.configureBlocking(false).register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(64));
                    } else {
                        int count = echo(key);
                        if (count < 0) ended++;
                        else echoed += count;
                    }
                }
            }
            clients.join();
            System.out.println(echoed + " bytes");
        }
    }

    private static int echo(SelectionKey key) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        int count = key.isReadable() ? client.read(buffer) : 0;
        if (count < 0) {
            client.close();
            return count;
        }
        buffer.flip();
        client.write(buffer);
        key.interestOps(buffer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        buffer.compact();
        return count;
    }

    private static void clients(int port) throws IOException {
        Map<Integer, Integer> rounds = new TreeMap<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CLIENTS; i++) {
                SocketChannel client = SocketChannel.open();
                client.configureBlocking(false);
                client.connect(new InetSocketAddress(LOOPBACK, port));
                client.register(selector, SelectionKey.OP_CONNECT, i);
            }
            while (rounds.size() < CLIENTS || rounds.values().stream().anyMatch(n -> n < ROUNDS)) {
                selector.select(key -> {
                    try {
                        step(key, rounds);
                    } catch (IOException e) {
                        System.out.println(e);
                        key.cancel();
                    }
                });
            }
        }
        System.out.println(rounds);
    }

    private static void step(SelectionKey key, Map<Integer, Integer> rounds) throws IOException {
        SocketChannel client = (SocketChannel) key.channel();
        int number = (Integer) key.attachment();
        if (key.isConnectable()) {
            if (client.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                client.write(bytes("0123456789"));
            }
            return;
        }
        ByteBuffer buffer = ByteBuffer.allocate(10);
        while (buffer.hasRemaining() && client.read(buffer) >= 0) Thread.onSpinWait();
        rounds.merge(number, text(buffer).equals("0123456789") ? 1 : 0, Integer::sum);
        if (rounds.get(number) == ROUNDS) client.close();
        else client.write(bytes("0123456789"));
    }

    private static void selectors() throws Exception {
        Selector selector = Selector.open();
        System.out.println(selector.selectNow() + " " + selector.select(20));
        selector.wakeup();
        System.out.println(selector.select());
        Thread waker = new Thread(() -> {
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                System.out.println(e);
            }
            selector.wakeup();
        });
        waker.start();
        System.out.println(selector.select());
        waker.join();
        Thread sleeper = new Thread(() -> Streams.attempt("interrupted select", () -> System.out.println(selector.select() + " " + Thread.interrupted())));
        sleeper.start();
        Thread.sleep(50);
        sleeper.interrupt();
        sleeper.join();
        try (ServerSocketChannel server = listener(); SocketChannel client = SocketChannel.open(server.getLocalAddress())) {
            server.configureBlocking(false);
            SelectionKey key = server.register(selector, SelectionKey.OP_ACCEPT);
            System.out.println(selector.select() + " " + key.isAcceptable() + " " + key.isValid() + " " + selector.keys().size());
            selector.selectedKeys().clear();
            key.cancel();
            System.out.println(selector.selectNow() + " " + key.isValid() + " " + selector.keys().size());
            Streams.attempt("register blocking", () -> client.register(selector, SelectionKey.OP_READ));
            SelectionKey again = server.register(selector, SelectionKey.OP_ACCEPT);
            server.close();
            System.out.println(again.isValid() + " " + selector.selectNow() + " " + selector.keys().size());
        }
        Thread waits = new Thread(() -> Streams.attempt("closed select", selector::select));
        waits.start();
        Thread.sleep(50);
        selector.close();
        waits.join();
        try {
            selector.select();
        } catch (ClosedSelectorException e) {
            System.out.println(e);
        }
    }

    private static void datagrams() throws Exception {
        try (DatagramChannel a = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, 0)); DatagramChannel b = DatagramChannel.open();
                Selector selector = Selector.open()) {
            a.configureBlocking(false);
            System.out.println(a.receive(ByteBuffer.allocate(10)));
            a.register(selector, SelectionKey.OP_READ);
            System.out.println(b.send(bytes("hello"), a.getLocalAddress()));
            selector.select();
            ByteBuffer buffer = ByteBuffer.allocate(10);
            InetSocketAddress from = (InetSocketAddress) a.receive(buffer);
            System.out.println(text(buffer) + " " + from.getAddress());
            b.connect(a.getLocalAddress());
            b.write(new ByteBuffer[] {bytes("two "), bytes("parts")});
            selector.select();
            buffer.clear();
            a.receive(buffer);
            System.out.println(text(buffer) + " " + b.isConnected());
            b.disconnect();
            System.out.println(b.isConnected() + " " + b.getRemoteAddress());
            Streams.attempt("not connected", () -> b.write(bytes("x")));
        }
    }

    private static void pipes() throws Exception {
        Pipe pipe = Pipe.open();
        byte[] much = new byte[300_000];
        for (int i = 0; i < much.length; i++) much[i] = (byte) i;
        Thread writer = new Thread(() -> Streams.attempt("pipe", () -> {
            ByteBuffer from = ByteBuffer.wrap(much);
            while (from.hasRemaining()) pipe.sink().write(from);
            pipe.sink().close();
        }));
        writer.start();
        ByteBuffer to = ByteBuffer.allocate(much.length + 1);
        while (pipe.source().read(to) >= 0) Thread.onSpinWait();
        writer.join();
        System.out.println(to.position() + " " + java.util.Arrays.equals(much, java.util.Arrays.copyOf(to.array(), much.length)));
        pipe.source().close();
        Pipe other = Pipe.open();
        other.source().configureBlocking(false);
        System.out.println(other.source().read(ByteBuffer.allocate(1)));
        other.source().close();
        Streams.attempt("broken", () -> {
            while (true) other.sink().write(ByteBuffer.allocate(1000));
        });
    }

    private static void asynchronous() throws Exception {
        try (AsynchronousServerSocketChannel server = AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(LOOPBACK, 0));
                AsynchronousSocketChannel client = AsynchronousSocketChannel.open()) {
            Future<AsynchronousSocketChannel> accepted = server.accept();
            client.connect(server.getLocalAddress()).get();
            try (AsynchronousSocketChannel end = accepted.get()) {
                ByteBuffer buffer = ByteBuffer.allocate(20);
                Future<Integer> read = end.read(buffer);
                System.out.println(read.isDone() + " " + client.write(bytes("asynchronous")).get() + " " + read.get() + " " + text(buffer));
                client.close();
                System.out.println(end.read(ByteBuffer.allocate(1)).get());
            }
        }
    }
}
