package library;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

final class Standard {
    private Standard() {}

    static void run() throws Exception {
        System.out.print("no newline ");
        System.out.println(new char[] {'c', 'h'});
        System.out.printf("%s %d%n", "printf", 5);
        System.out.write('w');
        System.out.write(new byte[] {10});
        System.err.println("to error \u00e9");
        System.out.println(System.getProperty("file.separator") + System.getProperty("java.specification.version") + System.getProperty("none", "default")
                + System.lineSeparator().length() + System.getProperty("os.arch") + System.getProperty("file.encoding") + Integer.getInteger("x", 3) + Boolean.getBoolean("b"));
        System.out.println(System.getenv("OBOL_TEST") + System.getenv().containsKey("OBOL_TEST"));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = in.readLine()) != null;) {
            System.out.println("read " + line);
        }
        System.out.println(System.in.read() + " " + System.in.available());
        long before = System.nanoTime();
        System.out.println(System.nanoTime() >= before && System.currentTimeMillis() > 1_600_000_000_000L);
        System.out.flush();
        System.exit(7);
    }
}
