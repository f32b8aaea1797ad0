package obol.channels.runtime;

import obol.channels.Contract;
import obol.channels.Mismatch;
import obol.channels.contract.Difference;
import obol.channels.contract.ContractModel;
import obol.channels.transport.Link;
import obol.channels.transport.Transport;

/** Connecting to a service and comparing contracts. */
public final class Connection {
    private Connection() {
    }

    /** See {@code Services.connect}. */
    public static Contract connect(Class<?> contract, String service) {
        Transport transport = Platform.transport();
        Skeleton skeleton = Platform.contracts().skeleton(contract);
        Link link = transport.connect(service, DeadlineScope.current());
        if (!link.fingerprint().equals(skeleton.fingerprint())) {
            link.drop();
            ContractModel here = ContractModel.parse(skeleton.canonicalText());
            ContractModel there = ContractModel.parse(transport.contractOf(service));
            throw new Mismatch(service + ": " + Difference.first(here, there));
        }
        return skeleton.stub(new Endpoint(link));
    }
}
