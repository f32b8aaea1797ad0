package obol.system.servers.srv;

import java.util.List;
import obol.channels.text.TextCall;
import obol.channels.transport.Link;

/** Where the services are found. */
public interface ServiceSource {
    /** Names of the services to be listed, sorted. Does not wait for any of them. */
    List<String> services();

    /** Canonical text of a service's contract; null if there is no such service. Does not wait for it. */
    String contract(String service);

    /** A new channel to a service, which is started if need be. Waits; any thread may call this. Throws as {@code Services.connect}. */
    TextCall connect(String service);

    /** The same as a link. @param deadline until when to wait */
    Link link(String service, long deadline);
}
