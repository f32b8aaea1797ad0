package obol.channels.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import obol.channels.runtime.Platform;
import obol.channels.transport.Handle;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Message;

/**
 * A message as kept: its bytes, and of each handle what it was. In text {@code 0a0b;block:00ff;channel:2}, hexadecimal digits, {@code -} for
 * no bytes.
 */
record Recorded(byte[] bytes, List<Item> items) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String BLOCK = "block:";
    private static final String CHANNEL = "channel:";

    /** What travelled beside the bytes. */
    sealed interface Item {
    }

    record Block(byte[] contents) implements Item {
    }

    record Channel(int number) implements Item {
    }

    /** A channel of a recording, as it stands in a message. */
    interface Numbered extends Link {
        int number();
    }

    /** A copy. Throws {@link IllegalStateException} for a handle that cannot be recorded. */
    static Recorded of(Message message) {
        List<Item> items = new ArrayList<>();
        for (Handle handle : message.handles()) {
            if (handle instanceof Memory memory) {
                byte[] contents = new byte[memory.size()];
                memory.read(0, contents, 0, contents.length);
                items.add(new Block(contents));
            } else if (handle instanceof Numbered channel) {
                items.add(new Channel(channel.number()));
            } else {
                throw new IllegalStateException("a recording can have blocks and channels that it records, but no Pending, Source or Sink, "
                        + "and no channel of others");
            }
        }
        return new Recorded(Arrays.copyOf(message.bytes(), message.length()), items);
    }

    /** The message again, with new blocks. @param channels by number */
    Message message(Map<Integer, ? extends Link> channels) {
        Handle[] handles = new Handle[items.size()];
        for (int i = 0; i < handles.length; i++) {
            if (items.get(i) instanceof Block block) {
                Memory memory = Platform.transport().allocate(block.contents.length);
                memory.write(0, block.contents, 0, block.contents.length);
                handles[i] = memory;
            } else {
                handles[i] = channels.get(((Channel) items.get(i)).number);
            }
        }
        return new Message(bytes, bytes.length, handles);
    }

    String text() {
        StringBuilder text = new StringBuilder(digits(bytes));
        for (Item item : items) {
            text.append(';').append(item instanceof Block block ? BLOCK + digits(block.contents) : CHANNEL + ((Channel) item).number);
        }
        return text.toString();
    }

    static Recorded parse(String text) {
        String[] parts = text.split(";");
        List<Item> items = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            items.add(part.startsWith(BLOCK) ? new Block(bytes(part.substring(BLOCK.length())))
                    : new Channel(Integer.parseInt(part.substring(CHANNEL.length()))));
        }
        return new Recorded(bytes(parts[0]), items);
    }

    private static String digits(byte[] bytes) {
        return bytes.length == 0 ? "-" : HEX.formatHex(bytes);
    }

    private static byte[] bytes(String digits) {
        return digits.equals("-") ? new byte[0] : HEX.parseHex(digits);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Recorded recorded && recorded.text().equals(text());
    }

    @Override
    public int hashCode() {
        return text().hashCode();
    }
}
