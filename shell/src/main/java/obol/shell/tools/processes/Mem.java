package obol.shell.tools.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/** {@code mem}: {@code /dev/memory} as a table: NAME, USED and LIMIT in bytes. */
public final class Mem {
    private static final int COLUMNS = 3;

    private Mem() {}

    public static void main(String[] arguments) {
        Invocation.main("mem", 1, Mem::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options.parse(call.operands, "", "").count(0, 0);
        Listing listing = new Listing(false, true, true);
        listing.add("NAME", "USED", "LIMIT");
        try (InputStream in = Files.newInputStream(call.path("/dev/memory"))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] words = line.split(" ");
                if (words.length >= COLUMNS) listing.add(Arrays.copyOf(words, COLUMNS));
            }
        }
        listing.print(call.out);
        return 0;
    }
}
