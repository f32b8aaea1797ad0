package obol.system.servers.net;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import obol.channels.Pending;
import obol.net.wire.Address;
import obol.system.bridge.FileService;
import obol.system.files.FileException;
import obol.system.files.OpenFile;
import obol.system.files.Transfer;
import obol.system.servers.TreeClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetTreeTest {
    private final FakeNetwork network = new FakeNetwork();
    private final FileService service = new FileService(new NetTree(network, () -> 1_000_000_007L));
    private final TreeClient net = new TreeClient(service);

    @AfterEach
    void nothingIsLeftToBeTold() {
        settle();
    }

    private void settle() {
        service.run(network::settle);
    }

    private OpenFile open(String path) throws FileException {
        return net.open(path, TreeClient.READ_WRITE);
    }

    /** Writes; what waits goes on first. */
    private void write(OpenFile file, String text) throws FileException {
        OpenFile.Written written = file.write(OpenFile.SHARED, text.getBytes(StandardCharsets.ISO_8859_1));
        settle();
        assertEquals(text.length(), Transfer.count(written));
    }

    private String read(OpenFile file) throws FileException {
        OpenFile.Read read = file.read(OpenFile.SHARED, 100);
        settle();
        return new String(Transfer.bytes(read), StandardCharsets.ISO_8859_1);
    }

    private static Pending<byte[]> later(OpenFile.Read read) {
        return ((OpenFile.Later) read).bytes();
    }

    private void fails(String why, Control action) {
        assertEquals(why, assertThrows(FileException.class, action::run).getMessage());
    }

    private interface Control {
        void run() throws FileException;
    }

    /** Two ends of a conversation, by dial(2)'s steps. */
    private final class Call {
        final OpenFile announced = open("tcp/clone");
        final OpenFile calling = open("tcp/clone");
        final OpenFile accepted;
        final OpenFile here;
        final OpenFile there;

        Call() throws FileException {
            OpenFile listen = open("tcp/" + read(announced) + "/listen");
            write(announced, "announce *!80");
            OpenFile.Read number = listen.read(OpenFile.SHARED, 10);
            here = open("tcp/" + read(calling) + "/data");
            write(calling, "connect 10.0.0.1!80");
            accepted = listen;
            there = open("tcp/" + new String(later(number).await(), StandardCharsets.US_ASCII) + "/data");
        }
    }

    @Test
    void theTreeListsProtocolsAndConversations() throws FileException {
        assertEquals(Set.of("tcp", "udp", "cs", "dns"), Set.copyOf(net.names("")));
        OpenFile first = open("tcp/clone");
        OpenFile second = open("tcp/clone");
        assertEquals("0", read(first));
        assertEquals("1", read(second));
        assertEquals(Set.of("clone", "stats", "0", "1"), Set.copyOf(net.names("tcp")));
        assertEquals(Set.of("ctl", "data", "err", "listen", "local", "remote", "status"), Set.copyOf(net.names("tcp/1")));
        assertEquals("::!0\n", net.read("tcp/1/local"));
        assertEquals("Closed qin 0 \n", net.read("tcp/0/status"));
        assertEquals("glenda", net.status("tcp/0/ctl").owner());
        fails("file does not exist", () -> net.read("tcp/2/status"));
        fails("file does not exist", () -> net.read("tcp/01/status"));
    }

    @Test
    void aConversationLastsWhileOneOfItsFilesIsOpenAndItsNumberIsUsedAgain() throws FileException {
        OpenFile first = open("tcp/clone");
        OpenFile second = open("tcp/clone");
        OpenFile data = open("tcp/0/data");
        first.close();
        assertEquals(2, network.open);
        data.close();
        assertEquals(1, network.open);
        fails("file does not exist", () -> net.read("tcp/0/status"));
        assertEquals("0", read(open("tcp/clone")));
        second.close();
    }

    @Test
    void bytesGoBothWaysAndAnEndIsRead() throws FileException {
        Call call = new Call();
        write(call.here, "question");
        assertEquals("question", read(call.there));
        OpenFile.Read waiting = call.here.read(OpenFile.SHARED, 3);
        write(call.there, "answer");
        assertEquals("ans", new String(later(waiting).await(), StandardCharsets.US_ASCII));
        assertEquals("wer", read(call.here));
        write(call.calling, "finish");
        assertEquals("", read(call.there));
        write(call.there, "more");
        assertEquals("more", read(call.here));
        assertTrue(net.read("tcp/1/status").startsWith("Established "));
        assertEquals("10.0.0.1!80\n", net.read("tcp/1/remote"));
        assertEquals("10.0.0.1!80\n", net.read("tcp/2/local"));
    }

    @Test
    void aWriteWaitsForRoomAndSaysWhatItDidWhenItIsGivenUp() throws FileException {
        Call call = new Call();
        byte[] many = new byte[FakeNetwork.ROOM + 5];
        OpenFile.Written written = call.here.write(OpenFile.SHARED, many);
        assertTrue(written instanceof OpenFile.CountLater);
        assertEquals(FakeNetwork.ROOM, read(call.there).length());
        settle();
        assertEquals(many.length, Transfer.count(written));
        assertEquals(5, read(call.there).length());
        Pending<Integer> given = ((OpenFile.CountLater) call.here.write(OpenFile.SHARED, many)).bytes();
        given.close();
        service.giveUpCancelled();
        assertEquals(FakeNetwork.ROOM, read(call.there).length());
        write(call.here, "next");
        assertEquals("next", read(call.there));
    }

    @Test
    void aReadThatIsGivenUpTakesNothing() throws FileException {
        Call call = new Call();
        later(call.there.read(OpenFile.SHARED, 10)).close();
        service.giveUpCancelled();
        write(call.here, "kept");
        assertEquals("kept", read(call.there));
    }

    @Test
    void whoClosesItsFileWhileItReadsLeavesTheOthersAlone() throws FileException {
        Call call = new Call();
        OpenFile second = open("tcp/2/data");
        Pending<byte[]> waiting = later(second.read(OpenFile.SHARED, 10));
        second.close();
        write(call.here, "still");
        assertEquals("still", read(call.there));
        waiting.close();
    }

    @Test
    void aRefusedConnectIsAnErrorOfTheWriteAndStaysInErr() throws FileException {
        OpenFile control = open("tcp/clone");
        fails("Connection refused", () -> write(control, "connect 10.0.0.1!81"));
        assertEquals("Connection refused\n", net.read("tcp/0/err"));
        fails("Connection refused", () -> read(open("tcp/0/data")));
    }

    @Test
    void wrongControlMessagesSayWhatIsWrong() throws FileException {
        OpenFile control = open("tcp/clone");
        fails("not a control message: dance", () -> write(control, "dance"));
        fails("connect needs an address", () -> write(control, "connect"));
        fails("not an Internet address: host", () -> write(control, "connect host!80"));
        fails("not a port: 65536", () -> write(control, "connect 10.0.0.1!65536"));
        fails("not a port: x", () -> write(control, "announce *!x"));
        fails("ttl: not from 1 to 255: 0", () -> write(control, "ttl 0"));
        fails("Operation not supported", () -> write(control, "headers"));
        fails("Transport endpoint is not connected", () -> write(control, "finish"));
        fails("Transport endpoint is not connected", () -> read(open("tcp/0/data")));
        fails("Invalid argument", () -> read(open("tcp/0/listen")));
        write(control, "keepalive");
        write(control, "linger off\n");
        assertEquals("Closed qin 0 KEEPALIVE=1 LINGER=-1 \n", net.read("tcp/0/status"));
        write(control, "announce 80");
        fails("Transport endpoint is already connected", () -> write(control, "announce 81"));
        fails("Address already in use", () -> write(open("tcp/clone"), "announce 80"));
    }

    @Test
    void eachOpenOfListenIsOneCall() throws FileException {
        OpenFile announced = open("tcp/clone");
        write(announced, "announce *!7");
        OpenFile first = open("tcp/0/listen");
        OpenFile second = open("tcp/0/listen");
        OpenFile.Read one = first.read(OpenFile.SHARED, 10);
        OpenFile.Read two = second.read(OpenFile.SHARED, 10);
        write(open("tcp/clone"), "connect 10.0.0.1!7");
        write(open("tcp/clone"), "connect 10.0.0.1!7");
        String a = new String(later(one).await(), StandardCharsets.US_ASCII);
        String b = new String(later(two).await(), StandardCharsets.US_ASCII);
        assertFalse(a.equals(b));
        assertEquals(a, TreeClient.readAll(first, 0));
        first.close();
        second.close();
        fails("file does not exist", () -> net.read("tcp/" + a + "/status"));
        announced.close();
        assertEquals(2, network.open);
    }

    @Test
    void hangingUpEndsWhatWaits() throws FileException {
        OpenFile announced = open("tcp/clone");
        write(announced, "announce *!7");
        OpenFile.Read waiting = open("tcp/0/listen").read(OpenFile.SHARED, 10);
        write(announced, "hangup");
        fails("Software caused connection abort", () -> Transfer.bytes(waiting));
    }

    @Test
    void datagramsKeepTheirBordersAndCarryTheirAddressesIfAsked() throws FileException {
        OpenFile server = open("udp/clone");
        write(server, "announce *!53");
        write(server, "headers");
        OpenFile requests = open("udp/0/data");
        OpenFile client = open("udp/clone");
        write(client, "connect 10.0.0.1!53");
        OpenFile data = open("udp/1/data");
        write(data, "one");
        write(data, "two");
        String first = read(requests);
        assertEquals("one", first.substring(52));
        assertArrayEquals(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1}, first.substring(0, 16).getBytes(StandardCharsets.ISO_8859_1));
        assertEquals("two", read(requests).substring(52));
        write(requests, first.substring(0, 52) + "answer");
        OpenFile.Read part = data.read(OpenFile.SHARED, 3);
        assertEquals("ans", new String(Transfer.bytes(part), StandardCharsets.US_ASCII));
        write(requests, first.substring(0, 52) + "next");
        assertEquals("next", read(data), "the rest of a datagram is lost");
        fails("Invalid argument", () -> write(requests, "too short for a header"));
    }

    /** For those who may not wait: what there is room for is taken, and an empty write is told of room. */
    @Test
    void writesThatDoNotWait() throws FileException {
        Call call = new Call();
        write(call.calling, "nowait on");
        byte[] many = new byte[FakeNetwork.ROOM + 5];
        assertEquals(FakeNetwork.ROOM, count(call.here.write(OpenFile.SHARED, many)));
        assertEquals(0, count(call.here.write(OpenFile.SHARED, many)));
        OpenFile.Written room = call.here.write(OpenFile.SHARED, new byte[0]);
        assertTrue(room instanceof OpenFile.CountLater);
        assertEquals(FakeNetwork.ROOM, read(call.there).length());
        settle();
        assertEquals(0, Transfer.count(room));
        assertEquals(0, count(call.here.write(OpenFile.SHARED, new byte[0])), "there is room now");
        assertEquals(FakeNetwork.ROOM, count(call.here.write(OpenFile.SHARED, many)));
        write(call.calling, "nowait off");
        assertTrue(call.here.write(OpenFile.SHARED, many) instanceof OpenFile.CountLater);
        fails("Invalid argument", () -> write(call.calling, "nowait perhaps"));
    }

    private static int count(OpenFile.Written written) {
        return ((OpenFile.Count) written).bytes();
    }

    @Test
    void datagramsInPieces() throws FileException {
        OpenFile server = open("udp/clone");
        write(server, "announce *!53");
        write(server, "pieces on");
        OpenFile requests = open("udp/0/data");
        OpenFile client = open("udp/clone");
        write(client, "connect 10.0.0.1!53");
        OpenFile data = open("udp/1/data");
        write(data, "four+three");
        write(data, "four");
        for (String piece : List.of("four", "+thr", "ee", "four", "")) {
            assertEquals(piece, new String(Transfer.bytes(requests.read(OpenFile.SHARED, 4)), StandardCharsets.US_ASCII));
        }
        fails("Operation not supported", () -> write(open("tcp/clone"), "pieces on"));
    }

    @Test
    void whoTakesDatagramsFromAllMayChooseOne() throws FileException {
        OpenFile server = open("udp/clone");
        write(server, "announce *!53");
        write(server, "connect 10.0.0.9!5353");
        assertEquals("10.0.0.9!5353\n", net.read("udp/0/remote"));
        write(server, "disconnect");
        assertEquals("::!0\n", net.read("udp/0/remote"));
        fails("Operation not supported", () -> write(open("tcp/clone"), "disconnect"));
    }

    @Test
    void csTranslatesNamesAndServices() throws FileException {
        network.names.put("host", List.of(Address.parse("10.1.2.3"), Address.parse("2001:db8::1"), Address.parse("10.1.2.4")));
        OpenFile cs = open("cs");
        write(cs, "tcp!host!http");
        assertEquals("/net/tcp/clone 10.1.2.3!80\n", read(cs));
        assertEquals("/net/tcp/clone 10.1.2.4!80\n", read(cs));
        assertEquals("/net/tcp/clone 2001:db8::1!80\n", read(cs));
        assertEquals("", read(cs));
        write(cs, "net!10.0.0.1!564\n");
        assertEquals("/net/tcp/clone 10.0.0.1!564\n", read(cs));
        write(cs, "udp!*!domain");
        assertEquals("/net/udp/clone *!53\n", read(cs));
        fails("cs: can't translate service: tcp!host!nosuch", () -> write(cs, "tcp!host!nosuch"));
        fails("cs: can't translate service: tcp!host", () -> write(cs, "tcp!host"));
        fails("cs: can't translate address: il!host!9fs", () -> write(cs, "il!host!9fs"));
        fails("dns: no such name", () -> write(cs, "tcp!nohost!80"));
        assertEquals("", read(cs));
    }

    @Test
    void dnsAnswersByTypeAndMayTakeItsTime() throws FileException {
        network.names.put("host", List.of(Address.parse("10.1.2.3"), Address.parse("2001:db8::1")));
        OpenFile dns = open("dns");
        write(dns, "host ipv6");
        assertEquals("host ipv6 2001:db8::1\n", read(dns));
        write(dns, "10.1.2.3 ptr");
        assertEquals("10.1.2.3 ptr host\n", read(dns));
        fails("dns: not a type: mx", () -> write(dns, "host mx"));
        network.slowNames = true;
        OpenFile.Written asked = dns.write(OpenFile.SHARED, "host".getBytes(StandardCharsets.US_ASCII));
        Pending<Integer> given = ((OpenFile.CountLater) open("dns").write(0, "host ip".getBytes(StandardCharsets.US_ASCII))).bytes();
        given.close();
        service.run(service::giveUpCancelled);
        while (!network.questions.isEmpty()) {
            service.run(network.questions.poll());
        }
        assertEquals(4, Transfer.count(asked));
        assertEquals("host ip 10.1.2.3\n", read(dns));
        assertEquals("host ipv6 2001:db8::1\n", read(dns));
    }
}
