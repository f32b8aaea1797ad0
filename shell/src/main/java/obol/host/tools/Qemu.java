package obol.host.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PC image in QEMU: the program's output and status are the machine's. */
public final class Qemu {
    private Qemu() {}

    public static final String PROGRAM = "qemu-system-x86_64";
    /** Where the nucleus writes standard output and standard error. */
    private static final String OUT_PORT = "0xe9", ERR_PORT = "0xea";
    /** Its kind of machine; the system property, for tests, names another one. */
    private static final String MACHINE = System.getProperty("obol.machine", "microvm,acpi=on,rtc=on");
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
        List<String> command = machine(image, MEMORY, line);
        debugPort(command, OUT_PORT, "stdio,id=out,signal=on", "out");
        debugPort(command, ERR_PORT, "file,id=err,path=/dev/fd/2,append=on", "err");
        return command;
    }

    /**
     * The system in QEMU, with the carrier on a virtio serial port. (A virtconsole drops what its socket does not take at once.)
     *
     * @param words for the nucleus, in place of an environment
     * @param network of the machine, or null
     * @param suites a file of suites to be loaded, or null
     * @param socket where the carrier listens
     * @param log file for what the nucleus itself says, first on the serial line the build id of the image
     */
    public static List<String> systemCommand(Path image, long kibibytes, int processors, List<String> words, Network network, Path suites,
            Path socket, Path log) {
        List<String> command = machine(image, kibibytes + "K", String.join(" ", words));
        command.addAll(List.of("-smp", Integer.toString(processors)));
        if (suites != null) command.addAll(List.of("-initrd", suites.toString()));
        command.addAll(List.of("-global", "virtio-mmio.force-legacy=false",
            "-chardev", "socket,id=carrier,path=" + optionValue(socket),
            "-device", "virtio-serial-device,max_ports=2", "-device", "virtserialport,chardev=carrier"));
        if (network != null) command.addAll(network.options());
        command.addAll(List.of("-serial", "chardev:serial", "-chardev", "file,id=serial,append=on,path=" + optionValue(log)));
        debugPort(command, OUT_PORT, "file,id=out,append=on,path=" + optionValue(log), "out");
        debugPort(command, ERR_PORT, "file,id=err,append=on,path=" + optionValue(log), "err");
        return command;
    }

    private static List<String> machine(Path image, String memory, String commandLine) {
        return new ArrayList<>(List.of(PROGRAM, "-nodefaults", "-no-user-config", "-display", "none", "-no-reboot",
            "-accel", "tcg", "-cpu", "max", "-M", MACHINE, "-m", memory,
            "-kernel", image.toAbsolutePath().toString(), "-append", commandLine,
            "-device", "isa-debug-exit,iobase=0x501,iosize=4"));
    }

    private static void debugPort(List<String> command, String port, String chardev, String id) {
        command.addAll(List.of("-chardev", chardev, "-device", "isa-debugcon,iobase=" + port + ",chardev=" + id));
    }

    /** QEMU's options are separated by commas; two stand for one. */
    private static String optionValue(Path path) {
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
