package devices;

import obol.net.wire.Address;
import obol.nucleus.device.Host;
import obol.nucleus.port.Errors;
import obol.system.host.Sockets;

/**
 * Listens on a free port, says which, and echoes what each client sends, while a thread computes; ends when a client has sent a line
 * {@code quit}. Connects to itself first. A driver's program.
 */
public final class SocketEcho {
    private SocketEcho() {}

    public static void main(String[] arguments) throws InterruptedException {
        Host host = Host.claim();
        if (host == null) {
            System.out.println("refused");
            return;
        }
        System.out.println("words " + host.words());
        Thread busy = new Thread(() -> {
            for (long n = 0; ; n++) {
                if (n < 0) System.out.println(n);
            }
        });
        busy.setDaemon(true);
        busy.start();
        int door = Sockets.listen(host, 0);
        System.out.println("again " + Errors.text(-Sockets.listen(host, Sockets.port(host, door))));
        int refused = Sockets.connect(host, Address.LOOPBACK4, 1);
        System.out.println("closed port " + Errors.text(-refused));
        byte[] bytes = {'h', 'i'};
        int own = Sockets.connect(host, Address.LOOPBACK4, Sockets.port(host, door));
        int other = Sockets.accept(host, door);
        Sockets.write(host, own, bytes, 0, 2);
        System.out.println("read " + Sockets.read(host, other, bytes, 0, 2));
        host.shutdown(own, Sockets.BOTH);
        System.out.println("end " + Sockets.read(host, other, bytes, 0, 2));
        host.close(own);
        host.close(other);
        System.out.println(Sockets.port(host, door));
        while (true) {
            int client = Sockets.accept(host, door);
            Thread server = new Thread(() -> echo(host, client));
            server.setDaemon(true);
            server.start();
        }
    }

    private static void echo(Host host, int client) {
        byte[] bytes = new byte[10_000];
        for (int count; (count = Sockets.read(host, client, bytes, 0, bytes.length)) > 0; ) {
            for (int done = 0; done < count; ) {
                int written = Sockets.write(host, client, bytes, done, count - done);
                if (written < 0) break;
                done += written;
            }
            if (count == 5 && bytes[0] == 'q') System.exit(7);
        }
        host.close(client);
    }
}
