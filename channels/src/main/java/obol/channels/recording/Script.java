package obol.channels.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a recording says about its pending values and streams: whose half crossed, and what happened to it. Immutable. */
final class Script {
    private final Map<Integer, List<Event>> events = new HashMap<>();
    private final Set<Integer> clients = new HashSet<>();

    Script(List<Event> script) {
        Set<Integer> services = new HashSet<>();
        for (Event event : script) {
            if (event.kind() == Event.Kind.FLOW) {
                events.computeIfAbsent(event.number(), each -> new ArrayList<>()).add(event);
            } else if (event.kind() == Event.Kind.CALL) {
                note(event.request(), services);
                note(event.reply(), clients);
            }
        }
        // Messages of a flow carry others; those of a half at the service may be recorded before the call that brought it there.
        int known;
        do {
            known = clients.size() + services.size();
            for (Event event : script) {
                if (event.kind() == Event.Kind.FLOW && (isClients(event.number()) || services.contains(event.number()))) {
                    boolean toClient = isClients(event.number()) == (event.what() == Event.Flow.ITEM);
                    note(event.reply(), toClient ? clients : services);
                }
            }
        } while (known < clients.size() + services.size());
        clients.removeAll(services); // those that crossed both ways began at the client
    }

    private static void note(Recorded message, Set<Integer> halves) {
        if (message != null) {
            message.items().stream().filter(Recorded.Flow.class::isInstance).forEach(item -> halves.add(((Recorded.Flow) item).number()));
        }
    }

    /** Whether the half that crossed came to the client. */
    boolean isClients(int flow) {
        return clients.contains(flow);
    }

    /** What happened to a half, in order. */
    List<Event> of(int flow) {
        return events.getOrDefault(flow, List.of());
    }
}
