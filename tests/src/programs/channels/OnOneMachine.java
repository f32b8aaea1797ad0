package channels;

import obol.channels.NoService;
import obol.channels.runtime.Platform;
import protocols.Example;

/** The scenario on one JVM: the services are threads. */
public final class OnOneMachine {
    private OnOneMachine() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("examples")) {
            for (String name : Example.NAMES) serve(name, () -> example(name));
            Example.main(new String[] {"clients"});
            System.exit(0);
        }
        serve("counter", () -> CounterService.main(new String[0]));
        serve("login", () -> LoginService.main(new String[0]));
        serve("guestbook", () -> GuestBookService.main(new String[0]));
        for (String depot : new String[] {"depot", "depot2", "relay"}) serve(depot, () -> DepotService.main(new String[] {depot}));
        for (String feed : new String[] {"feed", "feed2"}) serve(feed, () -> FeedService.main(new String[] {feed}));
        for (String hop : new String[] {"hop1", "hop2", "hop3"}) serve(hop, () -> HopService.main(new String[] {hop}));
        Scenario.main(arguments);
        System.exit(0);
    }

    private static void example(String name) {
        try {
            Example.main(new String[] {name});
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void serve(String name, Runnable service) throws InterruptedException {
        Thread thread = new Thread(service);
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                Platform.transport().contractOf(name);
                return;
            } catch (NoService notYet) {
                Thread.sleep(1);
            }
        }
    }
}
