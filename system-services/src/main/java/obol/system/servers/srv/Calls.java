package obol.system.servers.srv;

import java.time.Duration;
import java.util.function.Consumer;
import obol.channels.ChannelException;
import obol.channels.Deadline;
import obol.channels.PeerGone;
import obol.channels.text.CallFailed;
import obol.channels.text.TextCall;
import obol.channels.text.TextResult;
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

    /**
     * What a call has given: a piece of its result, or an error. Called on the thread that serves.
     *
     * @param piece null at the end of a stream
     * @param more  of a stream there may be further pieces: {@link Line#next}
     */
    record Outcome(String piece, boolean more, StyxException error) {
    }

    /** What gives a piece, on a thread of its own. */
    interface Step {
        Outcome take() throws CallFailed;
    }

    /** Takes a step on a thread of its own. @throws StyxException if too many calls are under way */
    void take(Step step, String name, Consumer<Outcome> done) throws StyxException {
        thread(step, name, done).start();
    }

    private Thread thread(Step step, String name, Consumer<Outcome> done) throws StyxException {
        if (underWay == MOST) {
            throw new StyxException(Errno.EAGAIN, "too many calls are under way");
        }
        underWay++;
        Thread thread = new Thread(() -> {
            Outcome outcome = make(step);
            home.run(() -> {
                underWay--;
                done.accept(outcome);
            });
        }, "call " + name);
        thread.setDaemon(true);
        return thread;
    }

    private static Outcome make(Step step) {
        try (Deadline limit = Deadline.in(PATIENCE)) {
            return step.take();
        } catch (CallFailed | IllegalArgumentException failed) {
            return failed(failed.getMessage());
        } catch (ChannelException fault) {
            return failed(fault.getClass().getSimpleName() + ": " + fault.getMessage());
        } catch (RuntimeException fault) {
            return failed(fault.toString());
        }
    }

    private static Outcome failed(String why) {
        return new Outcome(null, false, new StyxException(Errno.EIO, why));
    }

    /** One open file's way to its service. The channel lives from the first call to {@link #close} or its end by a fault. */
    final class Line implements MethodCalls {
        private final String service;
        /** Guarded by this. */
        private TextCall channel;
        private Thread caller;
        private boolean closed;
        /** The stream that the last call gave, of which there is more. Guarded by this. */
        private TextResult stream;

        Line(String service) {
            this.service = service;
        }

        @Override
        public void call(String method, String arguments, Consumer<Outcome> done) throws StyxException {
            start(() -> {
                endStream();
                TextResult result = channel().startLine(method, arguments);
                // A stream's first item may be long in coming: the call has succeeded without it.
                return result.isStream() ? new Outcome("", keep(result, true), null) : new Outcome(result.next(), false, null);
            }, service + " " + method, done);
        }

        @Override
        public void next(Consumer<Outcome> done) throws StyxException {
            TextResult present;
            synchronized (this) {
                present = stream;
            }
            start(() -> present == null ? new Outcome(null, false, null) : piece(present), service, done);
        }

        private Outcome piece(TextResult result) throws CallFailed {
            String piece = result.next();
            return new Outcome(piece, keep(result, result.isStream()), null);
        }

        /** Keeps a stream of which there is more; false if there is not, or the file was closed meanwhile. */
        private synchronized boolean keep(TextResult result, boolean more) {
            boolean kept = more && !closed;
            stream = kept ? result : null;
            if (!kept) {
                result.close();
            }
            return kept;
        }

        private synchronized void endStream() {
            if (stream != null) {
                stream.close();
                stream = null;
            }
        }

        private void start(Step step, String name, Consumer<Outcome> done) throws StyxException {
            Thread thread = thread(() -> {
                try {
                    return step.take();
                } finally {
                    finish();
                }
            }, name, done);
            synchronized (this) {
                caller = thread;
            }
            thread.start();
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

        /** The next call has a channel of its own. */
        @Override
        public synchronized void cancel() {
            if (caller == null) {
                return;
            }
            if (stream != null) {
                endStream(); // its wait ends
            } else if (channel != null) {
                channel.close();
            } else {
                caller.interrupt();
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            cancel();
            endStream();
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
