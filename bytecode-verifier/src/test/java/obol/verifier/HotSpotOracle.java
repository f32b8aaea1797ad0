package obol.verifier;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * HotSpot's verdict on classes: a child JVM links each in a loader of its own, with {@code -Xverify:all}. Other classes
 * of the test class path are defined by the same loader, so they share its packages. A JVM that dies or hangs is a
 * verdict as well.
 */
final class HotSpotOracle {
    /** A class to judge, with the name under which it is loaded, and others that the same loader defines. */
    record Candidate(String name, byte[] bytes, Map<String, byte[]> companions) {
        Candidate(String name, byte[] bytes) {
            this(name, bytes, Map.of());
        }
    }

    enum Outcome {
        ACCEPTED,
        /** VerifyError or ClassFormatError: the rules that a verifier is about. */
        REFUSED,
        /** Any other linkage error. */
        UNLINKABLE,
        /** The JVM died or hung. */
        CRASHED
    }

    record Judgement(Outcome outcome, String message) { }

    private static final int SECONDS = 300;

    private HotSpotOracle() { }

    static List<Judgement> judge(List<Candidate> candidates) throws IOException, InterruptedException {
        List<Judgement> judgements = new ArrayList<>();
        while (judgements.size() < candidates.size()) {
            List<Candidate> rest = candidates.subList(judgements.size(), candidates.size());
            judgements.addAll(runChild(rest));
            if (judgements.size() < candidates.size()) {
                judgements.add(new Judgement(Outcome.CRASHED, "the JVM died"));
            }
        }
        return judgements;
    }

    private static List<Judgement> runChild(List<Candidate> candidates) throws IOException, InterruptedException {
        Path input = Files.createTempFile("candidates", ".bin");
        Path output = Files.createTempFile("judgements", ".txt");
        try {
            try (DataOutputStream out = new DataOutputStream(
                    new java.io.BufferedOutputStream(Files.newOutputStream(input)))) {
                for (Candidate candidate : candidates) {
                    out.writeInt(1 + candidate.companions().size());
                    write(out, candidate.name(), candidate.bytes());
                    for (Map.Entry<String, byte[]> companion : candidate.companions().entrySet()) {
                        write(out, companion.getKey(), companion.getValue());
                    }
                }
            }
            Process child = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xverify:all",
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m", "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=" + (java.io.File.separatorChar == '/' ? "/dev/null" : "NUL"),
                    "-cp", System.getProperty("java.class.path"), HotSpotOracle.class.getName(), input.toString())
                    .redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            if (!child.waitFor(SECONDS, TimeUnit.SECONDS)) {
                child.destroyForcibly().waitFor();
            }
            List<Judgement> judgements = new ArrayList<>();
            try (BufferedReader lines = Files.newBufferedReader(output, StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    int space = line.indexOf(' ');
                    if (space > 0 && line.endsWith(" .")) {
                        judgements.add(new Judgement(Outcome.valueOf(line.substring(0, space)),
                                line.substring(space + 1, line.length() - 2)));
                    }
                }
            }
            return judgements;
        } finally {
            Files.delete(input);
            Files.delete(output);
        }
    }

    private static void write(DataOutputStream out, String name, byte[] bytes) throws IOException {
        out.writeUTF(name.replace('/', '.'));
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The child: a line {@code OUTCOME message .} for each candidate. */
    public static void main(String[] args) throws IOException {
        try (DataInputStream in = new DataInputStream(
                new BufferedInputStream(Files.newInputStream(Path.of(args[0]))))) {
            while (true) {
                int count;
                try {
                    count = in.readInt();
                } catch (EOFException e) {
                    return;
                }
                String first = null;
                Map<String, byte[]> classes = new HashMap<>();
                for (int i = 0; i < count; i++) {
                    String name = in.readUTF();
                    first = i == 0 ? name : first;
                    classes.put(name, in.readNBytes(in.readInt()));
                }
                System.out.println(link(first, classes));
                System.out.flush();
            }
        }
    }

    private static String link(String name, Map<String, byte[]> classes) {
        Outcome outcome;
        String message = "";
        try {
            Class<?> c = new OneClassLoader(classes).loadClass(name);
            c.getDeclaredMethods();
            outcome = Outcome.ACCEPTED;
        } catch (VerifyError | ClassFormatError e) {
            outcome = Outcome.REFUSED;
            message = e.toString();
        } catch (LinkageError | ClassNotFoundException | RuntimeException e) {
            outcome = Outcome.UNLINKABLE;
            message = e.toString();
        }
        message = message.lines().findFirst().orElse("").replaceAll("[^ -~]", "?");
        return outcome + " " + message + " .";
    }

    private static final class OneClassLoader extends ClassLoader {
        private final Map<String, byte[]> own;

        OneClassLoader(Map<String, byte[]> own) {
            super(HotSpotOracle.class.getClassLoader());
            this.own = own;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded != null) {
                    return loaded;
                }
                byte[] bytes = own.get(name);
                if (bytes == null && !name.startsWith("java.")) {
                    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                        bytes = in == null ? null : in.readAllBytes();
                    } catch (IOException e) {
                        throw new ClassNotFoundException(name, e);
                    }
                }
                return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
