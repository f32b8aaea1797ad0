package obol.host.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether KVM runs Obol on this host. That its device is there says little: within another virtual machine it may refuse registers, miss
 * instructions, or hang. So an image is booted under it, to its end, once for each boot of the host; what came of it is kept in a file.
 */
public final class Kvm {
    /** The device; the system property, for tests, names another file. */
    private static final Path DEVICE = Path.of(System.getProperty("obol.kvm", "/dev/kvm"));
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** A boot takes some 50 ms under KVM, some hundreds under TCG. */
    private static final long SECONDS = 2;
    private static final String MEMORY = "64M";
    /** What the guest's shell is told, and its status: of 0 QEMU would make 1, with which it ends when something is wrong, too. */
    private static final String COMMAND = "-c false";
    private static final int STATUS = 1;
    private static final String WORKS = "works", FAILS = "fails";

    private Kvm() {}

    /** Whether there is a device that this user may open. Says nothing about its working. */
    public static boolean isThere() {
        return Files.isReadable(DEVICE) && Files.isWritable(DEVICE);
    }

    /**
     * Whether the image of the system has run to its end under KVM since the host was booted; tries it if that is not known, which may take
     * two seconds.
     *
     * @param image that of the system
     */
    public static boolean works(Path image) {
        if (!isThere()) return false;
        Path kept = Project.target().resolve("kvm");
        String boot = read(BOOT_ID);
        String known = read(kept);
        if (known.equals(boot + ' ' + WORKS)) return true;
        if (known.equals(boot + ' ' + FAILS)) return false;
        boolean works = boots(image);
        keep(kept, boot + ' ' + (works ? WORKS : FAILS));
        return works;
    }

    private static boolean boots(Path image) {
        List<String> command = Qemu.machine(Qemu.MACHINE, image, MEMORY, COMMAND);
        Qemu.accelerate(command, Qemu.Accelerator.KVM);
        try {
            Process process = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            try {
                return process.waitFor(SECONDS, TimeUnit.SECONDS) && Qemu.programStatus(process.exitValue()) == STATUS;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The file's text without the line's end; empty if there is none. */
    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException none) {
            return "";
        }
    }

    private static void keep(Path file, String line) {
        try {
            Path written = Files.createTempFile(file.getParent(), "kvm", null);
            Files.writeString(written, line + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // It is asked again the next time.
        }
    }
}
