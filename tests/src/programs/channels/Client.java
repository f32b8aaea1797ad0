package channels;

import obol.channels.Services;
import obol.nucleus.Memory;

public final class Client {
    public static void main(String[] arguments) {
        Counter counter = Services.connect(Counter.class, "counter");
        System.out.println(counter.greet("world"));
        System.out.println(counter.add(2) + counter.add(3));
        int n = arguments.length == 0 ? 1 : Integer.parseInt(arguments[0]);
        for (int round = 0; round < 5; round++) {
            long t = Memory.cycles();
            for (int i = 0; i < n; i++) counter.add(1);
            System.out.println((Memory.cycles() - t) / n + " cycles");
        }
        counter.close();
    }
}
