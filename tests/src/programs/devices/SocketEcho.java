package devices;

import obol.nucleus.device.Host;

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
        int door = host.listen(0);
        System.out.println("again " + Host.text(-host.listen(host.port(door))));
        int refused = host.connect(Host.LOOPBACK, 1);
        System.out.println("closed port " + Host.text(-refused));
        byte[] bytes = {'h', 'i'};
        int own = host.connect(Host.LOOPBACK, host.port(door));
        int other = host.accept(door);
        host.write(own, bytes, 0, 2);
        System.out.println("read " + host.read(other, bytes, 0, 2));
        host.shutdown(own);
        System.out.println("end " + host.read(other, bytes, 0, 2));
        host.close(own);
        host.close(other);
        System.out.println(host.port(door));
        while (true) {
            int client = host.accept(door);
            Thread server = new Thread(() -> echo(host, client));
            server.setDaemon(true);
            server.start();
        }
    }

    private static void echo(Host host, int client) {
        byte[] bytes = new byte[10_000];
        for (int count; (count = host.read(client, bytes, 0, bytes.length)) > 0; ) {
            for (int done = 0; done < count; ) {
                int written = host.write(client, bytes, done, count - done);
                if (written < 0) break;
                done += written;
            }
            if (count == 5 && bytes[0] == 'q') System.exit(7);
        }
        host.close(client);
    }
}
