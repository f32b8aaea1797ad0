package obol.system.init;

import obol.channels.naming.Names;
import obol.channels.transport.Link;
import obol.channels.transport.Message;

/** Links over which nobody asks: tests call the name service themselves. */
final class FakeLinks implements NameLinks {
    /** A link by which a process is known. */
    record Named(Sip sip) implements Link {
        @Override
        public Message call(long ordinal, Message request, long deadline) {
            throw new AssertionError("tests call the name service themselves");
        }

        @Override
        public void drop() {
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }

    FakeLinks(Names<Sip> names) {
    }

    @Override
    public Link link(Sip sip) {
        return new Named(sip);
    }

    @Override
    public boolean ready() {
        return false;
    }

    @Override
    public void serve() {
        throw new AssertionError("not ready");
    }
}
