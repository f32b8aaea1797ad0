package obol.system.console;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Telnet as RFC 854 and the options' RFCs have it. */
class TelnetTest {
    private static final String OFFERS = "255 251 1 255 251 3 255 253 31";

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) bytes[i] = (byte) values[i];
        return bytes;
    }

    private static String numbers(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte b : bytes) text.append(text.length() == 0 ? "" : " ").append(b & 0xff);
        return text.toString();
    }

    private static String typed(Telnet telnet, int... received) {
        return new String(telnet.typed(bytes(received)), StandardCharsets.ISO_8859_1);
    }

    private static byte[] encoded(Telnet telnet, String shown) {
        byte[] to = new byte[Line.MOST * shown.length()];
        int length = 0;
        for (byte b : shown.getBytes(StandardCharsets.ISO_8859_1)) length += telnet.encode(b, to, length);
        return Arrays.copyOf(to, length);
    }

    @Test
    void offersEchoAndAsksForTheWindow() {
        Telnet telnet = new Telnet(true);
        assertEquals(OFFERS, numbers(telnet.takeReply()));
        // It is agreed to: nothing more is said (RFC 854: only changes are).
        assertEquals("", typed(telnet, 255, 253, 1, 255, 253, 3, 255, 251, 31));
        assertEquals("", typed(telnet, 255, 250, 31, 0, 132, 0, 43, 255, 240));
        assertEquals(132, telnet.columns());
        assertEquals(43, telnet.rows());
        assertEquals("", numbers(telnet.takeReply()));
    }

    @Test
    void aWindowOf255ColumnsHasADoubledByte() {
        Telnet telnet = new Telnet(true);
        typed(telnet, 255, 250, 31, 0, 255, 255, 1, 0, 255, 240);
        assertEquals(255, telnet.columns());
        assertEquals(256, telnet.rows());
        typed(telnet, 255, 250, 31, 0, 80, 255, 240); // too short: as before
        typed(telnet, 255, 250, 24, 0, 80, 0, 24, 255, 240); // another option
        assertEquals(255, telnet.columns());
    }

    @Test
    void refusesWhatItDoesNotKnowAndAnswersNoRefusal() {
        Telnet telnet = new Telnet(true);
        telnet.takeReply();
        assertEquals("ab", typed(telnet, 'a', 255, 251, 24, 255, 253, 39, 255, 252, 32, 255, 254, 33, 'b'));
        assertEquals("255 254 24 255 252 39", numbers(telnet.takeReply()));
        typed(telnet, 255, 254, 1, 255, 254, 1); // an option that was on goes off, once
        assertEquals("255 252 1", numbers(telnet.takeReply()));
        typed(telnet, 255, 253, 1);
        assertEquals("255 251 1", numbers(telnet.takeReply()));
    }

    @Test
    void withoutABeginningNothingIsSaidToWhoSaysNothing() {
        Telnet telnet = new Telnet(false);
        assertEquals("", numbers(telnet.takeReply()));
        assertArrayEquals(bytes('a', 13, 'b', 255, 13, 10), encoded(telnet, "a\rb\u00ff\n"));
        typed(telnet, 255, 251, 31, 255, 253, 3);
        assertEquals("255 253 31 255 251 3", numbers(telnet.takeReply()));
        assertArrayEquals(bytes('a', 13, 0, 'b', 255, 255, 13, 10, 13, 10), encoded(telnet, "a\rb\u00ff\n\r\n"));
    }

    @Test
    void enterIsOneByteHoweverItIsSent() {
        Telnet telnet = new Telnet(true);
        assertEquals("a\rb\rc\nd\r\re\r", typed(telnet, 'a', 13, 0, 'b', 13, 10, 'c', 10, 'd', 13, 13, 'e', 13));
        assertEquals("\r", typed(telnet, 10, 13), "the second half of what came before is passed over");
    }

    @Test
    void commandsAreKeys() {
        Telnet telnet = new Telnet(true);
        telnet.takeReply();
        assertEquals("\u0003\u0003\u007f\u0015\u0004\u00ff", typed(telnet, 255, 244, 255, 243, 255, 247, 255, 248, 255, 236, 255, 255, 255, 241));
        assertEquals("", typed(telnet, 255, 246));
        assertEquals("\r\n[yes]\r\n", new String(telnet.takeReply(), StandardCharsets.US_ASCII));
    }

    /** Wherever the bytes are cut, the same comes of them. */
    @Property(tries = 300)
    void piecesMakeNoDifference(@ForAll @Size(max = 60) byte[] received, @ForAll @IntRange(max = 60) int cut) {
        byte[] mostlyCommands = received.clone();
        for (int i = 0; i < received.length; i++) if (received[i] % 3 == 0) mostlyCommands[i] = (byte) (236 + (received[i] & 0xff) % 20);
        Telnet whole = new Telnet(true);
        byte[] all = whole.typed(mostlyCommands);
        Telnet parted = new Telnet(true);
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        int at = Math.min(cut, received.length);
        parts.writeBytes(parted.typed(Arrays.copyOf(mostlyCommands, at)));
        parts.writeBytes(parted.typed(Arrays.copyOfRange(mostlyCommands, at, received.length)));
        assertArrayEquals(all, parts.toByteArray());
        byte[] reply = whole.takeReply();
        assertArrayEquals(reply, parted.takeReply());
        assertTrue(reply.length <= 9 + Telnet.ANSWER * ((received.length + 1) / 2), reply.length + " bytes of reply");
        assertEquals(whole.columns(), parted.columns());
    }
}
