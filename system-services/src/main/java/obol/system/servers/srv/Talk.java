package obol.system.servers.srv;

import java.util.List;
import java.util.function.Consumer;
import obol.channels.PeerGone;
import obol.channels.contract.ContractModel;
import obol.channels.contract.State;
import obol.channels.runtime.DeadlineScope;
import obol.channels.text.Conversation;
import obol.styx.StyxException;

/**
 * A conversation that is held by files. It connects at its first call, and lasts until it is ended, whoever has opened its files. Calls
 * are made one after the other; all else may be asked meanwhile.
 */
final class Talk {
    private static final int FIRST = 1;

    private final ServiceSource source;
    private final String service;
    private final ContractModel model;
    /** Taken for a call, before the monitor of this. */
    private final Object turn = new Object();
    /** Null before the first call. Guarded by this, as the next. */
    private Conversation conversation;
    private boolean ended;

    Talk(ServiceSource source, String service, ContractModel model) {
        this.source = source;
        this.service = service;
        this.model = model;
    }

    /** Numbers of the open channels. */
    synchronized List<Integer> channels() {
        return ended ? List.of() : conversation == null ? List.of(FIRST) : List.copyOf(conversation.channels());
    }

    /** The state of a channel, or null. */
    synchronized State state(int channel) {
        return ended ? null : conversation != null ? conversation.state(channel) : channel == FIRST ? model.startState() : null;
    }

    /** The contract that starts in a state. */
    ContractModel model(State state) {
        return model.from(state.name());
    }

    /** A line for each open channel: its number and state. */
    String states() {
        StringBuilder text = new StringBuilder();
        for (int channel : channels()) {
            State state = state(channel);
            if (state != null) {
                text.append(channel).append(' ').append(state.display()).append('\n');
            }
        }
        return text.toString();
    }

    /** Closes a channel. */
    void close(int channel) {
        Conversation present;
        synchronized (this) {
            present = conversation;
            ended |= present == null && channel == FIRST;
        }
        if (present != null) {
            present.close(channel);
        }
    }

    /** Closes all channels; a call under way fails. */
    void end() {
        Conversation present;
        synchronized (this) {
            ended = true;
            present = conversation;
        }
        if (present != null) {
            present.close();
        }
    }

    private Conversation connected() {
        synchronized (this) {
            if (ended || conversation != null) {
                return present();
            }
        }
        Conversation made = new Conversation(model, source.link(service, DeadlineScope.current()), true);
        boolean late;
        synchronized (this) {
            late = ended;
            conversation = made;
        }
        if (late) {
            made.close();
        }
        return present();
    }

    private synchronized Conversation present() {
        if (ended) {
            throw new PeerGone("the conversation was ended");
        }
        return conversation;
    }

    /** For an open file of a method. */
    MethodCalls on(int channel, Calls calls) {
        return new MethodCalls() {
            private boolean calling;

            @Override
            public void call(String method, String arguments, Consumer<Calls.Outcome> done) throws StyxException {
                calls.take(() -> {
                    synchronized (turn) {
                        return new Calls.Outcome(connected().print(channel, method, arguments), false, null);
                    }
                }, service + " " + method, outcome -> {
                    calling = false;
                    done.accept(outcome);
                });
                calling = true;
            }

            @Override
            public void next(Consumer<Calls.Outcome> done) {
                done.accept(new Calls.Outcome(null, false, null));
            }

            /** The channel ends, as that of any client that does not wait for its call. */
            @Override
            public void cancel() {
                Conversation talking;
                synchronized (Talk.this) {
                    talking = conversation;
                }
                if (calling && talking != null) {
                    talking.drop(channel);
                }
            }

            @Override
            public void close() {
                cancel();
            }
        };
    }
}
