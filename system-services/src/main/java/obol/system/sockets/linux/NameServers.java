package obol.system.sockets.linux;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import obol.net.config.DnsAnswer;
import obol.net.config.DnsName;
import obol.net.wire.Address;
import obol.net.wire.Layouts.Dns;

/** Asks DNS, by sockets: each server in turn, a question's answer being waited for 5 seconds, all of it twice. */
final class NameServers {
    private static final int PORT = 53, WAIT = 5000, ROUNDS = 2, ALIASES = 8;

    private final NameFiles files;

    NameServers(NameFiles files) {
        this.files = files;
    }

    /** @throws IOException no server could tell */
    List<byte[]> addresses(String name) throws IOException {
        for (String candidate : files.candidates(name)) {
            String normal = DnsName.normal(candidate);
            if (normal == null) {
                continue;
            }
            List<byte[]> found = new ArrayList<>();
            DnsAnswer four = ask(normal, Dns.A);
            four.addresses().forEach(a -> found.add(NameFiles.bytes(a)));
            if (!four.noSuchName()) {
                ask(normal, Dns.AAAA).addresses().forEach(a -> found.add(NameFiles.bytes(a)));
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** Null if it has none, or no server could tell. */
    String name(byte[] address) {
        try {
            Address asked = Address.tryParse(InetAddress.getByAddress(address).getHostAddress());
            List<String> names = ask(DnsName.reverse(asked), Dns.PTR).names();
            return names.isEmpty() ? null : names.get(0);
        } catch (IOException e) {
            return null;
        }
    }

    private DnsAnswer ask(String name, int type) throws IOException {
        String asked = name;
        for (int i = 0; i < ALIASES; i++) {
            DnsAnswer answer = askServers(asked, type);
            if (answer.alias() == null) {
                return answer;
            }
            asked = answer.alias();
        }
        throw new IOException(name + ": too many aliases");
    }

    private DnsAnswer askServers(String name, int type) throws IOException {
        IOException problem = null;
        for (int round = 0; round < ROUNDS; round++) {
            for (byte[] server : files.servers()) {
                try {
                    DnsAnswer answer = ask(InetAddress.getByAddress(server), name, type);
                    if (answer != null && !answer.failed()) {
                        return answer;
                    }
                } catch (IOException e) {
                    problem = e;
                }
            }
        }
        throw problem != null ? problem : new IOException(name + ": the name servers fail");
    }

    /** Null if the answer is malformed. What is no answer to this question is passed over (RFC 5452 9.1). */
    private static DnsAnswer ask(InetAddress server, String name, int type) throws IOException {
        int identifier = ThreadLocalRandom.current().nextInt(0x10000);
        byte[] question = DnsAnswer.question(identifier, name, type);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server, PORT);
            socket.send(new DatagramPacket(question, 2, question.length - 2));
            DatagramPacket packet = new DatagramPacket(new byte[Dns.UDP_SIZE], Dns.UDP_SIZE);
            long end = System.nanoTime() + WAIT * 1_000_000L;
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new SocketTimeoutException("Receive timed out");
                }
                socket.setSoTimeout((int) left);
                socket.receive(packet);
                if (DnsAnswer.answers(packet.getData(), packet.getLength(), identifier, name, type)) {
                    break;
                }
            }
            if (!DnsAnswer.isTruncated(packet.getData())) {
                return DnsAnswer.read(packet.getData(), packet.getLength(), name, type);
            }
        }
        return askByStream(server, question, identifier, name, type);
    }

    private static DnsAnswer askByStream(InetAddress server, byte[] question, int identifier, String name, int type) throws IOException {
        try (Socket socket = new Socket(server, PORT)) {
            socket.setSoTimeout(WAIT);
            socket.getOutputStream().write(question);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] message = new byte[in.readUnsignedShort()];
            in.readFully(message);
            return DnsAnswer.answers(message, message.length, identifier, name, type)
                    ? DnsAnswer.read(message, message.length, name, type) : null;
        }
    }
}
