package obol.system.init;

import obol.channels.Contract;
import obol.channels.Mismatch;
import obol.channels.NoService;
import obol.channels.naming.Answer;
import obol.channels.runtime.Endpoint;
import obol.channels.runtime.Platform;
import obol.channels.runtime.Skeleton;
import obol.channels.transport.Link;

/** The answer to a connect of the first process itself: another of its threads waits for it. */
final class OwnAnswer implements Answer {
    private final String service;
    /** Guarded by this, as is the other. One of them is set when there is an answer. */
    private Link link;
    private String failure;

    OwnAnswer(String service) {
        this.service = service;
    }

    /** Waits for the answer. Throws {@link NoService} or {@link Mismatch}. */
    <C extends Contract> C endpoint(Class<C> contract) throws InterruptedException {
        Link found;
        synchronized (this) {
            while (link == null && failure == null) {
                wait();
            }
            if (link == null) {
                throw new NoService(failure);
            }
            found = link;
        }
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        if (!found.fingerprint().equals(skeleton.fingerprint())) {
            found.drop();
            throw new Mismatch(service + " has another contract than " + contract.getName());
        }
        return contract.cast(skeleton.stub(new Endpoint(found)));
    }

    @Override
    public synchronized void link(Link given) {
        link = given;
        notifyAll();
    }

    @Override
    public synchronized void noService(String why) {
        failure = why;
        notifyAll();
    }

    @Override
    public void contract(String canonicalText) {
        throw new IllegalStateException("a connect is answered with a contract");
    }

    @Override
    public void registered() {
        throw new IllegalStateException("a connect is answered as a registration");
    }

    @Override
    public void refused(String why) {
        throw new IllegalStateException("a connect is answered as a registration: " + why);
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
