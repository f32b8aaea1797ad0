package sockets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fifty clients of a server that has a thread for each; and a client that sends more than any buffer holds. */
final class Echo {
    private static final int CLIENTS = 50, LINES = 20, BULK = 3_000_000;

    private Echo() {}

    static void main() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread acceptor = new Thread(() -> accept(server));
            acceptor.start();
            String[] results = new String[CLIENTS];
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                Thread client = new Thread(() -> results[number] = talk(server.getLocalPort(), number));
                client.start();
                clients.add(client);
            }
            for (Thread client : clients) client.join();
            for (String result : results) System.out.println(result);
            bulk(server.getLocalPort());
            server.close();
            acceptor.join();
        }
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket client = server.accept();
                new Thread(() -> echo(client)).start();
            }
        } catch (IOException e) {
            System.out.println("accept: " + e);
        }
    }

    private static void echo(Socket client) {
        try (client) {
            byte[] some = new byte[4096];
            int count;
            while ((count = client.getInputStream().read(some)) >= 0) client.getOutputStream().write(some, 0, count);
        } catch (IOException e) {
            System.out.println("echo: " + e);
        }
    }

    private static String talk(int port, int number) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            PrintWriter out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int right = 0;
            for (int i = 0; i < LINES; i++) {
                String line = "client " + number + " zeile " + i + " ä";
                out.println(line);
                if (line.equals(in.readLine())) right++;
            }
            socket.shutdownOutput();
            return number + ": " + right + " " + in.readLine();
        } catch (IOException e) {
            return number + ": " + e;
        }
    }

    private static void bulk(int port) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            Thread writer = new Thread(() -> {
                try {
                    byte[] bytes = new byte[BULK];
                    for (int i = 0; i < BULK; i++) bytes[i] = (byte) (i * 31 >> 3);
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                } catch (IOException e) {
                    System.out.println("bulk: " + e);
                }
            });
            writer.start();
            byte[] all = socket.getInputStream().readAllBytes();
            writer.join();
            int wrong = 0;
            for (int i = 0; i < all.length; i++) if (all[i] != (byte) (i * 31 >> 3)) wrong++;
            System.out.println(all.length + " bytes, " + wrong + " wrong");
        }
    }
}
