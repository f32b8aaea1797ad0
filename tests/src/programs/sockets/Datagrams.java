package sockets;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Datagrams, groups, and interfaces. */
final class Datagrams {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private Datagrams() {}

    static void main() throws Exception {
        talk();
        connected();
        waits();
        groups();
    }

    private static DatagramPacket packet(String text, InetSocketAddress to) {
        byte[] bytes = text.getBytes();
        return new DatagramPacket(bytes, bytes.length, to);
    }

    private static InetSocketAddress of(DatagramSocket socket) {
        return new InetSocketAddress(LOOPBACK, socket.getLocalPort());
    }

    private static void talk() throws Exception {
        try (DatagramSocket a = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)); DatagramSocket b = new DatagramSocket()) {
            System.out.println(a.getLocalAddress() + " " + b.getLocalAddress() + " " + a.isBound() + " " + a.isConnected() + " " + a.getBroadcast());
            b.send(packet("one", of(a)));
            b.send(packet("", of(a)));
            b.send(packet("a long one that is cut", of(a)));
            for (int i = 0; i < 3; i++) {
                DatagramPacket p = new DatagramPacket(new byte[10], 10);
                a.receive(p);
                System.out.println(p.getLength() + " '" + new String(p.getData(), 0, p.getLength()) + "' " + p.getAddress() + " " + (p.getPort() == b.getLocalPort()));
            }
            Streams.attempt("too long", () -> b.send(packet("x".repeat(70_000), of(a))));
            b.send(packet("y".repeat(60_000), of(a)));
            DatagramPacket p = new DatagramPacket(new byte[65_535], 65_535);
            a.receive(p);
            System.out.println(p.getLength());
            Streams.attempt("taken", () -> new DatagramSocket(new InetSocketAddress(LOOPBACK, a.getLocalPort())).close());
        }
    }

    private static void connected() throws Exception {
        try (DatagramSocket a = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0)); DatagramSocket b = new DatagramSocket()) {
            b.connect(of(a));
            System.out.println(b.getInetAddress() + " " + b.isConnected() + " " + (b.getPort() == a.getLocalPort()) + " " + b.getLocalAddress());
            b.send(new DatagramPacket("to the one".getBytes(), 10));
            DatagramPacket p = new DatagramPacket(new byte[20], 20);
            a.receive(p);
            System.out.println(new String(p.getData(), 0, p.getLength()));
            Streams.attempt("elsewhere", () -> b.send(packet("?", new InetSocketAddress(LOOPBACK, 1))));
            a.close();
            b.setSoTimeout(60_000);
            b.send(new DatagramPacket(new byte[1], 1));
            Streams.attempt("nobody there", () -> b.receive(p));
            b.disconnect();
            System.out.println(b.isConnected() + " " + b.getPort());
        }
    }

    private static void waits() throws Exception {
        try (DatagramSocket a = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            a.setSoTimeout(30);
            DatagramPacket p = new DatagramPacket(new byte[1], 1);
            Streams.attempt("receive", () -> a.receive(p));
            a.setSoTimeout(0);
            Thread waiter = new Thread(() -> Streams.attempt("receive", () -> a.receive(p)));
            waiter.start();
            Thread.sleep(50);
            a.close();
            waiter.join();
            Streams.attempt("closed", () -> a.receive(p));
        }
        try (DatagramSocket a = new DatagramSocket(null)) {
            System.out.println(a.isBound() + " " + a.getLocalPort() + " " + a.getReuseAddress());
            a.setReuseAddress(true);
            a.setTrafficClass(8);
            a.setSendBufferSize(9000);
            a.setBroadcast(false);
            System.out.println(a.getReuseAddress() + " " + a.getTrafficClass() + " " + a.getSendBufferSize() + " " + a.getBroadcast());
        }
    }

    /** Groups are joined and left; what comes of them is the network's. */
    private static void groups() throws Exception {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(LOOPBACK);
        InetSocketAddress group = new InetSocketAddress("239.1.2.3", 0);
        try (MulticastSocket m = new MulticastSocket(0)) {
            System.out.println(m.getTimeToLive() + " " + m.getReuseAddress());
            m.setTimeToLive(3);
            m.setNetworkInterface(loopback);
            System.out.println(m.getTimeToLive() + " " + m.getNetworkInterface().getName());
            Streams.attempt("join", () -> m.joinGroup(group, loopback));
            Streams.attempt("join twice", () -> m.joinGroup(group, loopback));
            Streams.attempt("leave", () -> m.leaveGroup(group, loopback));
            Streams.attempt("leave twice", () -> m.leaveGroup(group, loopback));
            Streams.attempt("no group", () -> m.joinGroup(new InetSocketAddress(LOOPBACK, 0), loopback));
        }
    }

    static void interfaces() throws Exception {
        List<String> lines = new ArrayList<>();
        for (NetworkInterface i : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            TreeSet<String> addresses = new TreeSet<>();
            i.getInterfaceAddresses().forEach(a -> addresses.add(a.getAddress() + "/" + a.getNetworkPrefixLength() + " " + a.getBroadcast()));
            lines.add(i + " " + i.getIndex() + " " + i.isUp() + i.isLoopback() + i.isPointToPoint() + i.isVirtual() + " " + i.getMTU() + " "
                    + hardware(i) + " " + addresses);
        }
        Collections.sort(lines);
        lines.forEach(System.out::println);
        System.out.println(NetworkInterface.getByName("nosuch") + " " + NetworkInterface.getByIndex(4711));
    }

    private static String hardware(NetworkInterface i) throws SocketException {
        byte[] address = i.getHardwareAddress();
        return address == null ? "none" : String.format("%d bytes", address.length);
    }
}
