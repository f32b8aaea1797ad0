package obol.channels.recording;

import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/** What stands for a channel, or one half of a Pending or stream, in a message that is only compared and shown. */
final class Placeholder {
    /** For messages that are shown. */
    static final Recorded.Handles ALL = new Recorded.Handles() {
        @Override
        public Link channel(int number) {
            return new Channel(number);
        }

        @Override
        public Handle flow(Recorded.Flow flow) {
            return half(flow.number(), flow.sends());
        }
    };

    private Placeholder() {
    }

    static Handle half(int number, boolean sends) {
        return sends ? new Sender(number) : new Receiver(number);
    }

    private static UnsupportedOperationException unusable() {
        return new UnsupportedOperationException("what stands in a recording cannot be used");
    }

    private record Channel(int number) implements Recorded.Numbered, Link {
        @Override
        public Message call(long ordinal, Message request, long deadline) {
            throw unusable();
        }

        @Override
        public void drop() {
            // there is nothing behind it
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    private record Receiver(int number) implements Recorded.Numbered, Later {
        @Override
        public Message await(long deadline) {
            throw unusable();
        }

        @Override
        public boolean ready() {
            throw unusable();
        }

        @Override
        public void drop() {
            // there is nothing behind it
        }
    }

    private record Sender(int number) implements Recorded.Numbered, Later.Sender {
        @Override
        public boolean put(Message message) {
            throw unusable();
        }

        @Override
        public boolean send(Message message) {
            throw unusable();
        }

        @Override
        public boolean ready() {
            throw unusable();
        }

        @Override
        public boolean cancelled() {
            throw unusable();
        }

        @Override
        public void drop() {
            // there is nothing behind it
        }
    }
}
