package obol.system.servers.srv;

import java.time.Duration;
import java.util.function.Consumer;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.PeerGone;
import obol.channels.text.CallFailed;
import obol.channels.text.TextCall;
import obol.styx.Errno;
import obol.styx.StyxException;

/** Calls under way, each on a thread of its own. */
final class Calls {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** As many may be under way at once; each has a stack. */
    private static final int MOST = 64;

    private final ServiceSource source;
    private final ServiceTree.Home home;
    private int underWay;

    Calls(ServiceSource source, ServiceTree.Home home) {
        this.source = source;
        this.home = home;
    }

    /** How a call ended: with a result, or with an error. Called on the thread that serves. */
    record Outcome(String result, StyxException error) {
    }

    /** One open file's way to its service. The channel lives from the first call to {@link #close} or its end by a fault. */
    final class Line {
        private final String service;
        /** Guarded by this. */
        private TextCall channel;
        private Thread caller;
        private boolean closed;

        Line(String service) {
            this.service = service;
        }

        /**
         * Calls with a line of JSON values, which may be empty. One call at a time.
         *
         * @throws StyxException if too many calls are under way
         */
        void call(String method, String arguments, Consumer<Outcome> done) throws StyxException {
            if (underWay == MOST) {
                throw new StyxException(Errno.EAGAIN, "too many calls are under way");
            }
            underWay++;
            Thread thread = new Thread(() -> {
                Outcome outcome = make(method, arguments);
                home.run(() -> {
                    underWay--;
                    done.accept(outcome);
                });
            }, "call " + service + " " + method);
            thread.setDaemon(true);
            synchronized (this) {
                caller = thread;
            }
            thread.start();
        }

        private Outcome make(String method, String arguments) {
            try (Deadline limit = Deadline.in(PATIENCE)) {
                return new Outcome(channel().callLine(method, arguments), null);
            } catch (CallFailed failed) {
                return failed(failed.getMessage());
            } catch (ChannelException fault) {
                return failed(fault.getClass().getSimpleName() + ": " + fault.getMessage());
            } catch (RuntimeException fault) {
                return failed(fault.toString());
            } finally {
                finish();
            }
        }

        private static Outcome failed(String why) {
            return new Outcome(null, new StyxException(Errno.EIO, why));
        }

        private TextCall channel() {
            synchronized (this) {
                if (channel != null) {
                    return channel;
                }
            }
            TextCall made = source.connect(service);
            synchronized (this) {
                if (!closed) {
                    channel = made;
                    return made;
                }
            }
            made.close();
            throw new PeerGone("the file was closed");
        }

        private synchronized void finish() {
            caller = null;
            if (channel != null && (closed || !channel.isOpen())) {
                channel.close();
                channel = null;
            }
        }

        /** Gives up the call under way, if any: it fails soon. The next call has a channel of its own. */
        synchronized void cancel() {
            if (caller == null) {
                return;
            }
            if (channel != null) {
                channel.close();
            } else {
                caller.interrupt();
            }
        }

        /** Nobody calls any more. */
        synchronized void close() {
            closed = true;
            cancel();
            if (channel != null) {
                channel.close();
                channel = null;
            }
        }
    }

    Line line(String service) {
        return new Line(service);
    }
}
