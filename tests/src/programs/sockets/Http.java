package sockets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server of HTTP/1.1 with connections that last, a pool of threads, and clients by sockets and by channels. */
final class Http {
    private Http() {}

    static void main() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (ServerSocket server = new ServerSocket(0)) {
            pool.execute(() -> {
                try {
                    while (true) {
                        Socket client = server.accept();
                        pool.execute(() -> serve(client));
                    }
                } catch (IOException e) {
                    System.out.println("closed: " + e.getMessage());
                }
            });
            try (Socket socket = new Socket("localhost", server.getLocalPort())) {
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
                for (String path : new String[] {"/", "/a%20b?x=1", "/missing"}) {
                    socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
                    String line;
                    int length = 0;
                    while (!(line = in.readLine()).isEmpty()) {
                        System.out.println(line);
                        if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
                    }
                    char[] body = new char[length];
                    for (int at = 0; at < length;) at += in.read(body, at, length - at);
                    System.out.println(body);
                }
            }
            try (SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", server.getLocalPort()))) {
                channel.write(ByteBuffer.wrap("GET /once HTTP/1.1\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
                System.out.println(new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        pool.shutdown();
        System.out.println(pool.awaitTermination(60, TimeUnit.SECONDS));
    }

    private static void serve(Socket client) {
        try (client) {
            BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            boolean lasts = true;
            String request;
            while (lasts && (request = in.readLine()) != null) {
                String line;
                while (!(line = in.readLine()).isEmpty()) lasts &= !line.equalsIgnoreCase("Connection: close");
                String path = request.split(" ")[1];
                String body = "you asked for " + path + "\n";
                String status = path.equals("/missing") ? "404 Not Found" : "200 OK";
                out.write(("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            System.out.println("serve: " + e);
        }
    }
}
