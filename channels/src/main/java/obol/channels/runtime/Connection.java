package obol.channels.runtime;

import java.util.HashMap;
import java.util.Map;
import obol.channels.Contract;
import obol.channels.Mismatch;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Difference;
import obol.channels.remote.RemoteServices;
import obol.channels.transport.Link;
import obol.channels.transport.Transport;

/** Connecting to a service and comparing contracts. */
public final class Connection {
    /** The first difference of two contracts, by their fingerprints; empty if there is none that matters. Guarded by itself. */
    private static final Map<String, String> DIFFERENCES = new HashMap<>();

    private Connection() {
    }

    /** See {@code Services.connect}. */
    public static Contract connect(Class<?> contract, String service) {
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        while (true) {
            Link link = link(service);
            boolean same = link.fingerprint().equals(skeleton.fingerprint());
            String difference = same ? "" : difference(skeleton, link.fingerprint(), service);
            if (difference != null && difference.isEmpty()) {
                return skeleton.stub(new Endpoint(link, same));
            }
            link.drop();
            if (difference != null) {
                throw new Mismatch(service + ": " + difference);
            }
        }
    }

    /** A channel to a service of this name, or path: in the start state of the contract that {@link #contractOf} gives. */
    public static Link link(String service) {
        Transport transport = Platform.transport();
        long deadline = DeadlineScope.current();
        return RemoteServices.isPath(service) ? new RemoteServices(transport).connect(service, deadline)
                : transport.connect(service, deadline);
    }

    /** Canonical text of the contract of a service of this name, or path. */
    public static String contractOf(String service) {
        Transport transport = Platform.transport();
        return RemoteServices.isPath(service) ? new RemoteServices(transport).contractOf(service) : transport.contractOf(service);
    }

    /** The first difference that matters, or empty; null if the name has passed to a server with another contract meanwhile. */
    private static String difference(Skeleton skeleton, String theirs, String service) {
        String pair = skeleton.fingerprint() + theirs;
        synchronized (DIFFERENCES) {
            String known = DIFFERENCES.get(pair);
            if (known != null) {
                return known;
            }
        }
        ContractModel there = ContractModel.parse(contractOf(service));
        if (!there.fingerprint().equals(theirs)) {
            return null;
        }
        String found = Difference.first(ContractModel.parse(skeleton.canonicalText()), there);
        synchronized (DIFFERENCES) {
            DIFFERENCES.put(pair, found == null ? "" : found);
        }
        return found == null ? "" : found;
    }
}
