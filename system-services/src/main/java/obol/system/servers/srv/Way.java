package obol.system.servers.srv;

import java.util.function.Consumer;
import obol.channels.PeerGone;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Operation;
import obol.channels.runtime.DeadlineScope;
import obol.channels.text.CallFailed;
import obol.channels.text.Conversation;
import obol.styx.StyxException;

/**
 * How a folder's channel is come by: the call of a method that opens it, on the channel of the folder above. An open file goes that way
 * anew, with a connection of its own. Immutable.
 *
 * @param above    null: the channel to the service
 * @param argument as JSON; empty for a method without parameters
 */
record Way(Way above, Operation opens, String argument) {
    private static final int SERVICE = 1;

    /** The channel's number in a conversation. */
    private int go(Conversation conversation) throws CallFailed {
        int from = above == null ? SERVICE : above.go(conversation);
        String opened = conversation.call(from, opens.name(), argument);
        return Integer.parseInt(opened.substring(2, opened.length() - 1));
    }

    /** For an open file of a member that is there. @param model of the service's contract */
    MethodCalls calls(ServiceSource source, Calls calls, String service, ContractModel model) {
        return new MethodCalls() {
            /** Null before the first call. Guarded by this, as the next. */
            private Conversation conversation;
            private int channel;
            private boolean ended;

            @Override
            public void call(String method, String arguments, Consumer<Calls.Outcome> done) throws StyxException {
                calls.take(() -> new Calls.Outcome(connected().print(channel, method, arguments), false, null),
                    service + " " + method, done);
            }

            /** One call is made at a time. */
            private Conversation connected() throws CallFailed {
                synchronized (this) {
                    if (conversation != null && conversation.state(channel) != null) {
                        return conversation;
                    }
                }
                Conversation made = new Conversation(model, source.link(service, DeadlineScope.current()), true);
                try {
                    int opened = go(made);
                    synchronized (this) {
                        if (!ended) {
                            conversation = made;
                            channel = opened;
                            return made;
                        }
                    }
                } catch (CallFailed | RuntimeException notThere) {
                    made.close();
                    throw notThere;
                }
                made.close();
                throw new PeerGone("the file was closed");
            }

            @Override
            public void next(Consumer<Calls.Outcome> done) {
                done.accept(new Calls.Outcome(null, false, null));
            }

            @Override
            public synchronized void cancel() {
                if (conversation != null) {
                    conversation.close();
                    conversation = null;
                }
            }

            @Override
            public synchronized void close() {
                ended = true;
                cancel();
            }
        };
    }
}
