package sockets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Talks with the host of a machine in QEMU: calls it, and is called by it. */
final class Abroad {
    private Abroad() {}

    /** @param called the host's port that is connected to; @param own this machine's, at which one call is taken */
    static void main(int called, int own) throws IOException {
        try (ServerSocket server = new ServerSocket(own)) {
            try (Socket host = new Socket(InetAddress.getByAddress(new byte[] {10, 0, 2, 2}), called)) {
                host.getOutputStream().write("from within".getBytes());
                host.shutdownOutput();
                System.out.println(new String(host.getInputStream().readAllBytes()));
            }
            try (Socket client = server.accept()) {
                client.getInputStream().transferTo(client.getOutputStream());
            }
        }
        System.out.println("done");
    }
}
