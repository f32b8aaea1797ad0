package library;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

final class Buffers {
    private Buffers() {}

    static void run() throws Exception {
        for (ByteBuffer b : new ByteBuffer[] {ByteBuffer.allocate(64), ByteBuffer.allocateDirect(64)}) {
            b.order(ByteOrder.LITTLE_ENDIAN).putInt(0x01020304).putLong(-2).putDouble(1.5).putChar('\u20AC').putShort((short) -3).putFloat(2.5f);
            b.flip();
            byte[] raw = new byte[b.remaining()];
            b.duplicate().get(raw);
            System.out.println(Arrays.toString(raw) + " " + b.getInt() + b.getLong() + b.getDouble() + b.getChar() + b.getShort() + b.getFloat() + " " + b);
            b.rewind();
            ByteBuffer slice = b.slice(4, 8).order(ByteOrder.BIG_ENDIAN);
            System.out.println(Long.toHexString(slice.getLong()) + " " + slice.hasRemaining() + b.asReadOnlyBuffer().isReadOnly() + b.isDirect() + b.compareTo(slice) + b.asLongBuffer().get(0) + b.mismatch(slice));
            b.clear();
            b.asIntBuffer().put(new int[] {1, 2, 3}).flip();
            System.out.println(b.getInt(8) + " " + b.order() + b.position(3).compact().position() + b.hashCode());
            try {
                b.position(60).putLong(1);
            } catch (BufferOverflowException e) {
                System.out.println(e);
            }
            try {
                b.asReadOnlyBuffer().put((byte) 1);
            } catch (ReadOnlyBufferException e) {
                System.out.println(e);
            }
            try {
                b.position(62).getInt();
            } catch (BufferUnderflowException e) {
                System.out.println(e);
            }
        }
        CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap("żółć".getBytes(StandardCharsets.UTF_8)));
        System.out.println(chars + " " + chars.length() + StandardCharsets.UTF_16LE.encode("a€").remaining() + LongBuffer.allocate(2).put(5).flip().get());
        try {
            StandardCharsets.US_ASCII.newEncoder().onUnmappableCharacter(CodingErrorAction.REPORT).encode(CharBuffer.wrap("aé"));
        } catch (CharacterCodingException e) {
            System.out.println(e);
        }
        System.out.println(StandardCharsets.US_ASCII.newEncoder().canEncode('é') + " " + StandardCharsets.UTF_8.newEncoder().maxBytesPerChar());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeUTF("Fährmann");
        out.writeLong(Long.MIN_VALUE);
        out.writeDouble(Math.E);
        out.writeBoolean(true);
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        System.out.println(bytes.size() + in.readUTF() + in.readLong() + in.readDouble() + in.readBoolean() + in.read());
        StringBuilder read = new StringBuilder();
        try (java.io.BufferedReader reader = new java.io.BufferedReader(new InputStreamReader(new ByteArrayInputStream("eins\r\nzwölf\n\nend".getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))) {
            for (String line; (line = reader.readLine()) != null;) {
                read.append('<').append(line).append('>');
            }
        }
        System.out.println(read + " " + (char) new StringReader("x").read());
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(captured, true, StandardCharsets.UTF_8);
        print.printf("%s|%5d|%-5s|", "ß", 42, "ab");
        System.out.println(captured.toString(StandardCharsets.UTF_8) + captured.size());
    }
}
