package obol.system.servers.net;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import obol.net.wire.Address;
import obol.styx.StyxException;
import obol.styx.server.Reply;

/** The addresses of a name in one version of IP after the other. It fails if none has any. */
final class AddressSearch {
    private final Network network;
    private final String name;
    private final Deque<Boolean> versions;
    private final Reply<List<Address>> reply;
    private final List<Address> found = new ArrayList<>();
    private StyxException failure;

    /** @param versions6 the versions to ask for, true for IPv6 */
    AddressSearch(Network network, String name, List<Boolean> versions6, Reply<List<Address>> reply) {
        this.network = network;
        this.name = name;
        this.versions = new ArrayDeque<>(versions6);
        this.reply = reply;
    }

    /** Asks for the next version, or answers. */
    void proceed() {
        if (versions.isEmpty()) {
            if (found.isEmpty()) {
                reply.error(failure);
            } else {
                reply.ok(found);
            }
            return;
        }
        Step step = new Step();
        try {
            network.addresses(name, versions.poll(), step);
        } catch (StyxException refused) {
            step.error(refused);
        }
    }

    /** Of one version. */
    private final class Step implements Reply<List<Address>> {
        private boolean answered;

        @Override
        public void ok(List<Address> addresses) {
            answered = true;
            found.addAll(addresses);
            proceed();
        }

        @Override
        public void error(StyxException why) {
            answered = true;
            failure = failure == null ? why : failure;
            proceed();
        }

        @Override
        public void interrupted() {
            answered = true;
            reply.interrupted();
        }

        @Override
        public void onAbort(Runnable abort) {
            reply.onAbort(abort);
        }

        @Override
        public boolean answered() {
            return answered;
        }
    }
}
