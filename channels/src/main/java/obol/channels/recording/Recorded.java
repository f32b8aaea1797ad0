package obol.channels.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import obol.channels.runtime.Platform;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Memory;
import obol.channels.transport.Message;

/**
 * A message as kept: its bytes, and of each handle what it was. In text {@code 0a0b;block:00ff;channel:2;receiver:1;sender:2}, hexadecimal
 * digits, {@code -} for no bytes.
 */
record Recorded(byte[] bytes, List<Item> items) {
    private static final HexFormat HEX = HexFormat.of();
    private static final String BLOCK = "block:";
    private static final String CHANNEL = "channel:";
    private static final String RECEIVER = "receiver:";
    private static final String SENDER = "sender:";

    /** What travelled beside the bytes. */
    sealed interface Item {
    }

    record Block(byte[] contents) implements Item {
    }

    record Channel(int number) implements Item {
    }

    /** One half of a Pending or stream: the one that takes messages, or the one that sends them. */
    record Flow(int number, boolean sends) implements Item {
    }

    /** A channel, or one half of a Pending or stream, of a recording, as it stands in a message. */
    interface Numbered extends Handle {
        int number();
    }

    /** What stands in a message for something that is kept by its number. */
    interface Handles {
        Link channel(int number);

        Handle flow(Flow flow);
    }

    /** A copy. Throws {@link IllegalStateException} for a handle that cannot be recorded. */
    static Recorded of(Message message) {
        List<Item> items = new ArrayList<>();
        for (Handle handle : message.handles()) {
            if (handle instanceof Memory memory) {
                byte[] contents = new byte[memory.size()];
                memory.read(0, contents, 0, contents.length);
                items.add(new Block(contents));
            } else if (handle instanceof Numbered numbered) {
                items.add(handle instanceof Link ? new Channel(numbered.number())
                        : new Flow(numbered.number(), handle instanceof Later.Sender));
            } else {
                throw new IllegalStateException("a recording can have blocks, pending values, streams, and channels that it records, but "
                        + "no channel of others");
            }
        }
        return new Recorded(Arrays.copyOf(message.bytes(), message.length()), items);
    }

    /** The message again, with new blocks. */
    Message message(Handles others) {
        Handle[] handles = new Handle[items.size()];
        for (int i = 0; i < handles.length; i++) {
            if (items.get(i) instanceof Block block) {
                Memory memory = Platform.transport().allocate(block.contents.length);
                memory.write(0, block.contents, 0, block.contents.length);
                handles[i] = memory;
            } else {
                handles[i] = items.get(i) instanceof Channel channel ? others.channel(channel.number) : others.flow((Flow) items.get(i));
            }
        }
        return new Message(bytes, bytes.length, handles);
    }

    String text() {
        StringBuilder text = new StringBuilder(digits(bytes));
        for (Item item : items) {
            text.append(';').append(text(item));
        }
        return text.toString();
    }

    private static String text(Item item) {
        if (item instanceof Block block) {
            return BLOCK + digits(block.contents);
        }
        return item instanceof Flow flow ? (flow.sends ? SENDER : RECEIVER) + flow.number : CHANNEL + ((Channel) item).number;
    }

    static Recorded parse(String text) {
        String[] parts = text.split(";");
        List<Item> items = new ArrayList<>();
        for (String part : Arrays.asList(parts).subList(1, parts.length)) {
            String value = part.substring(part.indexOf(':') + 1);
            items.add(switch (part.substring(0, part.length() - value.length())) {
                case BLOCK -> new Block(bytes(value));
                case CHANNEL -> new Channel(Integer.parseInt(value));
                case RECEIVER -> new Flow(Integer.parseInt(value), false);
                case SENDER -> new Flow(Integer.parseInt(value), true);
                default -> throw new IllegalArgumentException("nothing is called " + part);
            });
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
