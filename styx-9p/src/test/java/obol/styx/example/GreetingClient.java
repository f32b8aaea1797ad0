package obol.styx.example;

import java.io.IOException;
import java.net.Socket;
import obol.styx.Attributes;
import obol.styx.Dialect;
import obol.styx.OpenMode;
import obol.styx.StyxException;
import obol.styx.client.Client;
import obol.styx.client.RemoteFile;
import obol.styx.net.StreamCarrier;

/** Writes a command, reads a file, lists a directory. */
public final class GreetingClient {
    public static void main(String[] args) throws IOException, StyxException {
        System.out.print(greet(5640, "Charon"));
    }

    static String greet(int port, String name) throws IOException, StyxException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            Client client = Client.connect(
                    new StreamCarrier(socket.getInputStream(), socket.getOutputStream()), Dialect.P2000, 65536);
            StringBuilder said = new StringBuilder();
            try (RemoteFile root = client.attach("root", -1, "");
                 RemoteFile ctl = root.walk("ctl");
                 RemoteFile greeting = root.walk("greeting");
                 RemoteFile top = root.walk("")) {
                ctl.open(OpenMode.WRITE);
                ctl.write(0, name.getBytes());
                greeting.open(OpenMode.READ);
                said.append(new String(greeting.readAll()));
                top.open(OpenMode.READ);
                for (Attributes a : top.list()) {
                    said.append(a.name).append('\n');
                }
            }
            return said.toString();
        }
    }
}
