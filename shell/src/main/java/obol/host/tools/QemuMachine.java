package obol.host.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A machine of QEMU's for the system: of which kind it is, and what devices it has besides the carrier. */
public final class QemuMachine {
    /** Machines, and how their virtio devices are attached. */
    public enum Kind {
        /** By memory-mapped I/O. */
        MICROVM(Qemu.MACHINE, "-device"),
        /** On PCI. */
        Q35("q35", "-pci,disable-legacy=on");

        private final String machine;
        private final String device;

        Kind(String machine, String device) {
            this.machine = machine;
            this.device = device;
        }
    }

    private final Kind kind;
    private final long kibibytes;
    private final int processors;
    private final List<String> devices = new ArrayList<>();
    private int disks;
    private Qemu.Accelerator accelerator = Qemu.Accelerator.TCG;

    public QemuMachine(Kind kind, long kibibytes, int processors) {
        this.kind = kind;
        this.kibibytes = kibibytes;
        this.processors = processors;
    }

    /** Chooses what runs its processors; TCG if nothing is chosen. */
    public QemuMachine accelerator(Qemu.Accelerator chosen) {
        accelerator = chosen;
        return this;
    }

    /** Adds the option for a virtio device, such as {@code blk}, with its properties. */
    public QemuMachine device(String name, String... properties) {
        devices.addAll(List.of("-device", "virtio-" + name + kind.device + String.join("", properties)));
        return this;
    }

    /** Adds options of QEMU. */
    public QemuMachine with(String... options) {
        devices.addAll(List.of(options));
        return this;
    }

    /** Puts it on a network. */
    public QemuMachine network(Network network) {
        devices.addAll(network.options(kind.device));
        return this;
    }

    /** Adds a disk with the contents of a file. */
    public QemuMachine disk(Path file) {
        String id = "disk" + disks++;
        return with("-drive", "if=none,format=raw,id=" + id + (Files.isWritable(file) ? "" : ",readonly=on") + ",file=" + Qemu.optionValue(file))
            .device("blk", ",drive=" + id);
    }

    /** Lets it have a folder of the host's, with the rights of the user of QEMU. */
    public QemuMachine share(Path folder) {
        return with("-fsdev", "local,id=share,security_model=none,multidevs=remap,path=" + Qemu.optionValue(folder)).device("9p", ",fsdev=share,mount_tag=host");
    }

    /** QEMU with any kernel, and the devices that were added. */
    public List<String> command(Path kernel, String commandLine) {
        List<String> command = Qemu.machine(kind.machine, kernel, kibibytes + "K", commandLine);
        Qemu.accelerate(command, accelerator);
        command.addAll(List.of("-smp", Integer.toString(processors)));
        command.addAll(devices);
        return command;
    }

    /**
     * QEMU with the carrier on a virtio serial port. (A virtconsole drops what its socket does not take at once.)
     *
     * @param words for the nucleus, in place of an environment
     * @param suites a file of suites to be loaded, or null
     * @param socket where the carrier listens
     * @param log file for what the nucleus itself says, first on the serial line the build id of the image
     */
    public List<String> command(Path image, List<String> words, Path suites, Path socket, Path log) {
        List<String> command = command(image, String.join(" ", words));
        if (suites != null) command.addAll(List.of("-initrd", suites.toString()));
        command.addAll(List.of("-global", "virtio-mmio.force-legacy=false",
            "-chardev", "socket,id=carrier,path=" + Qemu.optionValue(socket),
            "-device", "virtio-serial" + kind.device + ",max_ports=2", "-device", "virtserialport,chardev=carrier"));
        command.addAll(List.of("-serial", "chardev:serial", "-chardev", "file,id=serial,append=on,path=" + Qemu.optionValue(log)));
        Qemu.debugPort(command, Qemu.OUT_PORT, "file,id=out,append=on,path=" + Qemu.optionValue(log), "out");
        Qemu.debugPort(command, Qemu.ERR_PORT, "file,id=err,append=on,path=" + Qemu.optionValue(log), "err");
        return command;
    }
}
