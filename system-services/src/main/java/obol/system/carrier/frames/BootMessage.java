package obol.system.carrier.frames;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.system.carrier.Outside.Boot;
import obol.system.carrier.Outside.Window;

/**
 * What the guest is told first. Little-endian: u16 columns, u16 rows, u8 1 if somebody types, else 0; u32 number of arguments, the arguments;
 * u32 number of variables, name and value of each. A string is a u32 length and so many bytes of UTF-8.
 */
public record BootMessage(Boot boot, Window window) {
    /** Most bytes of the whole: it must go through one call of a contract. */
    public static final int MOST = 48 << 10;
    /** A window's size: u16 columns, u16 rows. */
    public static final int WINDOW_LENGTH = 4;

    /** The bytes; there may be more than {@link #MOST}, which no guest takes. */
    public byte[] encode() {
        List<byte[]> strings = new ArrayList<>();
        int length = WINDOW_LENGTH + 1 + 8;
        for (String argument : boot.arguments()) strings.add(argument.getBytes(StandardCharsets.UTF_8));
        for (Map.Entry<String, String> variable : boot.environment().entrySet()) {
            strings.add(variable.getKey().getBytes(StandardCharsets.UTF_8));
            strings.add(variable.getValue().getBytes(StandardCharsets.UTF_8));
        }
        for (byte[] string : strings) length += 4 + string.length;
        ByteBuffer to = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        to.put(encode(window)).put((byte) (window.interactive() ? 1 : 0));
        to.putInt(boot.arguments().size());
        int arguments = boot.arguments().size();
        for (int i = 0; i < strings.size(); i++) {
            if (i == arguments) to.putInt(boot.environment().size());
            to.putInt(strings.get(i).length).put(strings.get(i));
        }
        if (strings.size() == arguments) to.putInt(0);
        return to.array();
    }

    /** A window's size alone. */
    public static byte[] encode(Window window) {
        return new byte[] {(byte) window.columns(), (byte) (window.columns() >> 8), (byte) window.rows(), (byte) (window.rows() >> 8)};
    }

    /** The window's size in these bytes at an offset. */
    public static Window decodeWindow(byte[] from, int at, boolean interactive) {
        return new Window(from[at] & 0xFF | (from[at + 1] & 0xFF) << 8, from[at + 2] & 0xFF | (from[at + 3] & 0xFF) << 8, interactive);
    }

    /** Throws ProtocolException if that is no such message. */
    public static BootMessage decode(byte[] bytes) throws ProtocolException {
        ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        try {
            from.position(WINDOW_LENGTH);
            Window window = decodeWindow(bytes, 0, from.get() != 0);
            List<String> arguments = new ArrayList<>();
            for (int left = from.getInt(); left > 0; left--) arguments.add(string(from));
            Map<String, String> environment = new LinkedHashMap<>();
            for (int left = from.getInt(); left > 0; left--) {
                String name = string(from);
                environment.put(name, string(from));
            }
            if (from.hasRemaining()) throw new ProtocolException("a boot message with " + from.remaining() + " bytes too many");
            return new BootMessage(new Boot(List.copyOf(arguments), environment), window);
        } catch (BufferUnderflowException | IllegalArgumentException cutOff) {
            throw new ProtocolException("a boot message that is cut off");
        }
    }

    private static String string(ByteBuffer from) throws ProtocolException {
        int length = from.getInt();
        if (length < 0 || length > from.remaining()) throw new ProtocolException("a boot message that is cut off");
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
