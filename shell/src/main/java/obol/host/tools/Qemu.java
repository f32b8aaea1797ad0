package obol.host.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A PC image in QEMU: the program's output and status are the machine's. */
public final class Qemu {
    private Qemu() {}

    public static final String PROGRAM = "qemu-system-x86_64";
    /** Where the nucleus writes standard output and standard error. */
    static final String OUT_PORT = "0xe9", ERR_PORT = "0xea";
    /** Its kind of machine; the system property, for tests, names another one. */
    static final String MACHINE = System.getProperty("obol.machine", "microvm,acpi=on,rtc=on");
    /** What runs the guest's instructions: QEMU's own compiler, or the processor. */
    public enum Accelerator {
        TCG, KVM
    }

    /** Bytes of memory that a machine gets if nobody says otherwise. */
    private static final String MEMORY = "256M";
    /** What the start-up code has room for (MAX_ARGUMENTS, command_line in boot.asm), less the program's name. */
    private static final int MOST_ARGUMENTS = 63, MOST_BYTES = 4000;

    /** QEMU with the image as its kernel; the program's standard output and error are QEMU's. Throws CommandFailure for arguments that a kernel's command line cannot carry. */
    public static List<String> command(Path image, List<String> arguments) {
        String line = String.join(" ", arguments);
        if (arguments.size() > MOST_ARGUMENTS || line.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw CommandFailure.usage("a PC image takes at most " + MOST_ARGUMENTS + " arguments, of " + MOST_BYTES + " bytes together");
        }
        for (String argument : arguments) {
            if (argument.isEmpty() || argument.contains(" ")) {
                throw CommandFailure.usage("an argument of a PC image can be neither empty nor contain blanks: '" + argument + "'");
            }
        }
        List<String> command = machine(MACHINE, image, MEMORY, line);
        debugPort(command, OUT_PORT, "stdio,id=out,signal=on", "out");
        debugPort(command, ERR_PORT, "file,id=err,path=/dev/fd/2,append=on", "err");
        return command;
    }

    static List<String> machine(String kind, Path image, String memory, String commandLine) {
        return new ArrayList<>(List.of(PROGRAM, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-accel", "tcg", "-cpu", "max", "-M", kind, "-m", memory,
            "-kernel", image.toAbsolutePath().toString(), "-append", commandLine,
            "-device", "isa-debug-exit,iobase=0x501,iosize=4"));
    }

    /** Lets something else than TCG run a machine. */
    static void accelerate(List<String> command, Accelerator accelerator) {
        command.set(command.indexOf("-accel") + 1, accelerator.name().toLowerCase(Locale.ROOT));
    }

    static void debugPort(List<String> command, String port, String chardev, String id) {
        command.addAll(List.of("-chardev", chardev, "-device", "isa-debugcon,iobase=" + port + ",chardev=" + id));
    }

    /** QEMU's options are separated by commas; two stand for one. */
    static String optionValue(Path path) {
        return path.toString().replace(",", ",,");
    }

    /** The debug exit device gives 2n + 1; QEMU's own troubles, for which this gives -1, are even. */
    public static int programStatus(int qemuStatus) {
        return qemuStatus % 2 == 0 ? -1 : qemuStatus >> 1;
    }

    /** Runs the image until it leaves; gives the program's status. Standard output and error are this process's own. */
    public static int run(Path image, List<String> arguments) {
        List<String> command = command(image, arguments);
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (programStatus(status) < 0) throw CommandFailure.unable("QEMU ended with status " + status + " before the program did");
            return programStatus(status);
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run QEMU: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unable("QEMU was interrupted");
        }
    }
}
