package obol.channels.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import obol.channels.Contract;
import obol.channels.PeerGone;
import obol.channels.codec.Malformed;
import obol.channels.transport.Arrival;
import obol.channels.transport.Channel;
import obol.channels.transport.Link;
import obol.channels.transport.Message;
import obol.channels.transport.Port;

/**
 * Serves the channels of one port: takes what arrives, one by one, and calls the object of the channel's present state.
 * The thread that serves is the door's; objects that it opens or exports while it does are served here too.
 */
public final class Door {
    /** What a channel is served by: kept as its attachment. */
    private static final class Conversation {
        Skeleton skeleton;
        Contract object;

        Conversation(Skeleton skeleton, Contract object) {
            this.skeleton = skeleton;
            this.object = object;
        }
    }

    private final String name;
    private final Port port;
    /** For the channels that clients open; of a door without a name, null. */
    private final Skeleton skeleton;
    private final Supplier<? extends Contract> maker;
    private volatile boolean serving;
    /** Of the thread that served last. */
    private Context last;
    /** By {@link #close}. */
    private volatile boolean closed;

    private Door(String name, Port port, Skeleton skeleton, Supplier<? extends Contract> maker) {
        this.name = name;
        this.port = port;
        this.skeleton = skeleton;
        this.maker = maker;
    }

    /** A door under a name; see {@code Server.open}. */
    public static Door open(Class<?> contract, String name, Supplier<? extends Contract> maker) {
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        Port port = Platform.transport().open(name, skeleton.fingerprint(), skeleton.canonicalText());
        Door door = new Door(name, port, skeleton, maker);
        Context context = Context.current();
        if (exporting(context) == null) {
            context.door = door;
        }
        return door;
    }

    /**
     * A door for what its owner exports by {@link #link}, without a name. It closes by itself when the last of its channels has ended.
     */
    public static Door unnamed() {
        return at(Platform.transport().open("export"));
    }

    /** As {@link #unnamed}, at a port that its owner has opened. */
    public static Door at(Port port) {
        return new Door("export", port, null, null);
    }

    /** A new channel to an object that this door serves. Throws {@link PeerGone} if the door is closed. */
    public Link link(Class<?> contract, Contract object) {
        return channel(Platform.contracts().skeleton(contract), present(object));
    }

    /** An endpoint of an object, served by a new thread until the last channel there has ended; see {@code Loopback.of}. */
    public static Contract background(Class<?> contract, Contract object) {
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        return skeleton.stub(new Endpoint(background(Faults.simpleName(skeleton.contract())).channel(skeleton, present(object)), true));
    }

    /** An endpoint of an object; see {@code Services.export}. */
    public static Contract export(Class<?> contract, Contract object) {
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        return skeleton.stub(new Endpoint(export(skeleton, present(object)), true));
    }

    /** A channel to an object of this thread, in the state of this skeleton. */
    static Link export(Skeleton state, Contract object) {
        Context context = Context.current();
        Door own = exporting(context);
        Door door = own != null ? own : context.background;
        if (door != null) {
            try {
                return door.channel(state, object);
            } catch (PeerGone endedWithItsLastChannel) {
                context.background = null;
            }
        }
        context.background = background("export");
        return context.background.channel(state, object);
    }

    private static Contract present(Contract object) {
        if (object == null) {
            throw new NullPointerException("there is no object to serve");
        }
        return object;
    }

    private static Door exporting(Context context) {
        Door door = context.door;
        return door != null && door.isOpen() ? door : null;
    }

    private static Door background(String name) {
        Door door = new Door(name, Platform.transport().open(name), null, null);
        Thread thread = new Thread(() -> {
            while (door.serve()) continue;
        }, "door " + name);
        thread.setDaemon(true);
        thread.start();
        return door;
    }

    private Link channel(Skeleton state, Contract object) {
        return port.channel(state.fingerprint(), new Conversation(state, object));
    }

    public boolean ready() {
        return !port.isOpen() || port.ready();
    }

    public boolean isOpen() {
        return port.isOpen();
    }

    /**
     * Handles one arrival; waits for it until the deadline in force, or the end of the door.
     *
     * @return whether the door is open; it can have closed with its last channel, which is noticed when {@link #isOpen} is asked or by the
     *         next call of this method
     */
    public boolean serve() {
        Context context = Context.current(last);
        last = context;
        Door outer = context.door;
        context.door = this;
        serving = true;
        boolean ended = true;
        try {
            Arrival arrival = port.next(context.deadline);
            if (arrival != null) {
                ended = handle(arrival, context);
            }
        } catch (Error fatal) {
            port.close(); // an Error ends a process; the clients see it as gone
            throw fatal;
        } finally {
            context.door = outer == null ? this : outer;
            serving = false;
            ended = (ended | closed) && !port.isOpen(); // not asked after each call, as that may cost as much as the call
            if (ended) {
                finishAll();
            }
        }
        return !ended;
    }

    public void close() {
        closed = true;
        port.close();
        if (!serving) {
            finishAll(); // else the serving thread does it: an object is not called by two threads
        }
        Context context = Context.current();
        if (context.door == this) {
            context.door = null;
        }
    }

    /** Gives whether the channel has ended, and so perhaps the port. */
    private boolean handle(Arrival arrival, Context context) {
        Channel channel = arrival.channel();
        if (arrival.kind() == Arrival.Kind.CLOSED) {
            finish(channel);
            return true;
        }
        Serving call = new Serving(arrival);
        Message reply;
        long outer = context.deadline;
        context.deadline = arrival.deadline(); // a server works on its caller's time, not its own
        try {
            if (channel.attachment == null) {
                channel.attachment = new Conversation(skeleton, maker.get());
            }
            Conversation conversation = (Conversation) channel.attachment;
            if (call.ordinal() == Skeleton.OFFERS) {
                call.answer(conversation.skeleton);
            } else {
                conversation.skeleton.dispatch(call, conversation.object);
            }
            reply = departure(call);
        } catch (Exception thrown) {
            if (!call.raise(thrown)) {
                call.dropUncalled();
                channel.fault(thrown instanceof Malformed ? name + ": " + thrown.getMessage() : Faults.place(name, thrown));
                finish(channel);
                return true;
            }
            channel.reply(call.reply().depart());
            return false;
        } finally {
            context.deadline = outer;
        }
        return advance(channel, call, reply);
    }

    /** A bound that is reached by what a reply carries is this call's fault, not that of all clients. */
    private static Message departure(Serving call) {
        try {
            return call.reply().depart();
        } catch (OutOfMemoryError bound) {
            throw new IllegalStateException(bound.getMessage(), bound);
        }
    }

    /** The state changes before the reply is out, so that the client's next call finds the next object. */
    private boolean advance(Channel channel, Serving call, Message reply) {
        Conversation conversation = (Conversation) channel.attachment;
        if (call.nextObject() != null) {
            conversation.object = call.nextObject();
            conversation.skeleton = call.nextSkeleton();
        }
        channel.reply(reply);
        if (call.ended()) {
            channel.end();
            finish(channel);
        }
        return call.ended();
    }

    /** Tells the object that its channel has ended. What it throws is its own affair and ends nothing. */
    private void finish(Channel channel) {
        Conversation ended = (Conversation) channel.attachment;
        channel.attachment = null;
        finish(ended);
    }

    private void finish(Conversation ended) {
        if (ended == null || ended.object == null) {
            return;
        }
        try {
            ended.object.close();
        } catch (RuntimeException thrown) {
            System.err.println(Faults.place(name + ": close", thrown));
        }
    }

    /** Whoever closes the door and whoever served it last may both come here. */
    private void finishAll() {
        List<Conversation> all = new ArrayList<>();
        synchronized (this) {
            for (Channel channel : port.channels()) {
                all.add((Conversation) channel.attachment);
                channel.attachment = null;
            }
        }
        all.forEach(this::finish);
    }
}
