package obol.system.servers.ram;

import obol.styx.ram.RamTree;
import obol.system.bridge.FileService;

/** The program of the server: serves an empty tree as the file service {@code ram}, or under the name that is its argument. */
public final class Ram {
    /** Of the heap, what files may take: the rest is for the collector's room and for messages. */
    private static final int PART = 2;

    private Ram() {
    }

    public static void main(String[] arguments) {
        long capacity = Runtime.getRuntime().maxMemory() / PART;
        RamTree tree = new RamTree(() -> System.currentTimeMillis() * 1_000_000L, capacity, "root", 0777);
        new FileService(tree).serve(arguments.length > 0 ? arguments[0] : "ram");
    }
}
