package obol.styx.example;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import obol.styx.StyxException;
import obol.styx.net.TcpServer;
import obol.styx.ram.Pipe;
import obol.styx.ram.RamTree;
import obol.styx.ram.Synthetic;
import obol.styx.server.Limits;

/** Serves a directory to write to, a computed file, a file that takes commands, and one whose reads wait. */
public final class GreetingServer {
    public static void main(String[] args) throws IOException, StyxException {
        try (TcpServer server = start(5640)) {
            server.run();
        }
    }

    static TcpServer start(int port) throws IOException, StyxException {
        RamTree tree = new RamTree();
        String[] name = {"world"};
        Pipe events = new Pipe(4096);
        tree.root().directory("tmp");
        tree.root().synthetic("greeting", 0444, Synthetic.text(() -> "hello, " + name[0] + "\n"));
        tree.root().synthetic("ctl", 0222, Synthetic.command((user, text) -> {
            name[0] = text;
            byte[] event = (user.name() + " greets " + text + "\n").getBytes();
            events.offer(event, 0, event.length);
        }));
        tree.root().synthetic("events", 0444, events);
        return new TcpServer(tree, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Limits.DEFAULT);
    }
}
