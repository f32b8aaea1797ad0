package obol.tests.mutants;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What HotSpot does with the mutants, in a child JVM. */
final class HotSpotRuns {
    static final String ENDLESS = "endless";
    private static final long PATIENCE_SECONDS = 600;
    /** Of the processor's time; the seeds need a hundredth of it. */
    private static final long PATIENCE_NANOSECONDS = 100_000_000;
    private static final long STEP_MILLISECONDS = 10;
    /** A mutant may wait for ever: for a lock, or a notification. */
    private static final int MOST_WAITS = 100;

    private HotSpotRuns() { }

    /** @param hashing identity hashes by HotSpot's algorithm of this number: what depends on them differs between runs */
    static Process start(Path classes, int count, int hashing, Path output) throws IOException {
        return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UnlockExperimentalVMOptions",
                "-XX:hashCode=" + hashing, "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null", "-XX:-ShowCodeDetailsInExceptionMessages", "-cp",
                classes + System.getProperty("path.separator") + System.getProperty("java.class.path"), HotSpotRuns.class.getName(),
                String.valueOf(count)).redirectOutput(output.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    /** A line for each mutant: its number, and what it returned or threw, or that it does not end. */
    static List<String> lines(Process process, Path output) throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return Files.readAllLines(output);
    }

    /** The child. */
    public static void main(String[] arguments) throws Throwable {
        MethodHandle outcome = MethodHandles.lookup().findStatic(Class.forName("mutants.Main"), "outcome",
                MethodType.methodType(String.class, int.class));
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            System.out.println(i + " " + run(outcome, i));
        }
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("removal")
    private static String run(MethodHandle outcome, int number) throws InterruptedException {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean();
        String[] result = {null};
        Thread thread = new Thread(() -> {
            try {
                result[0] = (String) outcome.invokeExact(number);
            } catch (Throwable e) {
                result[0] = "stopped by " + e;
            }
        });
        thread.setDaemon(true);
        thread.start();
        int waited = 0;
        for (thread.join(STEP_MILLISECONDS); thread.isAlive(); thread.join(STEP_MILLISECONDS)) {
            waited += thread.getState() == Thread.State.RUNNABLE ? 0 : 1;
            if (waited > MOST_WAITS || clock.getThreadCpuTime(thread.getId()) > PATIENCE_NANOSECONDS) {
                thread.stop();
                return ENDLESS;
            }
        }
        return result[0];
    }
}
