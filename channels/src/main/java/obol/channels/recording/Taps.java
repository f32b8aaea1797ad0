package obol.channels.recording;

import obol.channels.ChannelException;
import obol.channels.PeerGone;
import obol.channels.transport.Handle;
import obol.channels.transport.Later;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/**
 * What stands between a client and a service that are recorded: around each channel of the client's, and around each half of a
 * Pending or stream that crosses, in whosever hands it is then. A service gets its channels back as they were.
 */
final class Taps {
    private final Recording recording;

    Taps(Recording recording) {
        this.recording = recording;
    }

    /** The client's end of a channel, listened to. */
    Link of(Link link, int number) {
        return new Tap(link, number);
    }

    /** With every half of a Pending or stream listened to. @param toClient with every channel too */
    private Message tapped(Message message, boolean toClient) {
        Handle[] handles = message.handles().clone();
        for (int i = 0; i < handles.length; i++) {
            if (handles[i] instanceof Recorded.Numbered) {
                continue; // it crosses again
            } else if (handles[i] instanceof Later later) {
                handles[i] = new Receiver(later, recording.newFlow(), toClient);
            } else if (handles[i] instanceof Later.Sender sender) {
                handles[i] = new Sender(sender, recording.newFlow(), toClient);
            } else if (toClient && handles[i] instanceof Link link) {
                handles[i] = new Tap(link, recording.newChannel());
            }
        }
        return new Message(message.bytes(), message.length(), handles);
    }

    /** The service gets what the client has, not the tap. */
    private static Message untapped(Message request) {
        Handle[] handles = request.handles().clone();
        for (int i = 0; i < handles.length; i++) {
            handles[i] = handles[i] instanceof Tap tap ? tap.link : handles[i];
        }
        return new Message(request.bytes(), request.length(), handles);
    }

    private final class Tap implements Recorded.Numbered, Link {
        private final Link link;
        private final int number;
        private boolean ended;

        Tap(Link link, int number) {
            this.link = link;
            this.number = number;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public Message call(long ordinal, Message request, long deadline) {
            Message sent = tapped(request, false);
            Recorded asked = Recorded.of(sent);
            Message reply;
            try {
                reply = tapped(link.call(ordinal, untapped(sent), deadline), true);
            } catch (ChannelException fault) {
                synchronized (this) {
                    ended = true;
                }
                recording.add(Event.call(number, ordinal, asked, null, Recording.words(fault)));
                throw fault;
            }
            recording.add(Event.call(number, ordinal, asked, Recorded.of(reply), null));
            return reply;
        }

        @Override
        public void drop() {
            boolean first;
            synchronized (this) {
                first = !ended;
                ended = true;
            }
            if (first) {
                recording.add(Event.channel(Event.Kind.CLOSE, number));
            }
            link.drop();
        }

        @Override
        public String fingerprint() {
            return link.fingerprint();
        }
    }

    /** A half of a Pending or stream, in the client's hands or the service's. */
    private abstract class Half<H extends Handle> implements Recorded.Numbered {
        final H half;
        final int number;
        final boolean client;

        Half(H half, int number, boolean client) {
            this.half = half;
            this.number = number;
            this.client = client;
        }

        @Override
        public final int number() {
            return number;
        }

        @Override
        public final void drop() {
            recording.add(Event.flow(number, Event.Flow.CLOSE, null));
            half.drop();
        }
    }

    /** One that takes messages. */
    private final class Receiver extends Half<Later> implements Later {
        Receiver(Later later, int number, boolean client) {
            super(later, number, client);
        }

        @Override
        public Message await(long deadline) {
            Message message;
            try {
                message = half.await(deadline);
            } catch (PeerGone gone) {
                recording.add(Event.flow(number, Event.Flow.GONE, null));
                throw gone;
            }
            if (message == null) {
                return null;
            }
            Message taken = tapped(message, client);
            recording.add(Event.flow(number, Event.Flow.ITEM, Recorded.of(taken)));
            return client ? taken : untapped(taken);
        }

        @Override
        public boolean ready() {
            return half.ready();
        }
    }

    /** One that sends messages. */
    private final class Sender extends Half<Later.Sender> implements Later.Sender {
        private boolean cancelled;

        Sender(Later.Sender sender, int number, boolean client) {
            super(sender, number, client);
        }

        @Override
        public boolean put(Message message) {
            Message sent = tapped(message, !client);
            Recorded kept = Recorded.of(sent);
            return recorded(Event.Flow.PUT, kept, half.put(client ? untapped(sent) : sent));
        }

        @Override
        public boolean send(Message message) {
            Message sent = tapped(message, !client);
            Recorded kept = Recorded.of(sent);
            return recorded(Event.Flow.LAST, kept, half.send(client ? untapped(sent) : sent));
        }

        private boolean recorded(Event.Flow what, Recorded message, boolean delivered) {
            if (delivered) {
                recording.add(Event.flow(number, what, message));
            }
            return noticed(delivered);
        }

        @Override
        public boolean ready() {
            return half.ready();
        }

        @Override
        public boolean cancelled() {
            return !noticed(!half.cancelled());
        }

        private boolean noticed(boolean open) {
            boolean first;
            synchronized (this) {
                first = !open && !cancelled;
                cancelled |= !open;
            }
            if (first) {
                recording.add(Event.flow(number, Event.Flow.CANCELLED, null));
            }
            return open;
        }
    }
}
