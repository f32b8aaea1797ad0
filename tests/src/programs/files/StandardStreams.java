package files;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Reads its input, prints what it finds about itself, and fails. */
final class StandardStreams {
    private StandardStreams() {}

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(in.readLine());
        System.out.println(in.readLine().length() + "" + in.read() + " " + System.getenv("OBOL_TEST") + " "
            + new File("x").getAbsolutePath() + " " + System.getProperty("user.name"));
        throw new IllegalStateException("as it should");
    }
}
