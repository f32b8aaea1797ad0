package obol.host.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import obol.host.tools.Network;
import obol.host.tools.QemuMachine;

/** Debian's kernel in QEMU: a q35 with one processor and one virtio network device; its console is QEMU's standard input and output. */
public final class LinuxMachine {
    private LinuxMachine() {
    }

    /**
     * QEMU's command line.
     *
     * @param words NAME=VALUE: environment of {@code /init}
     */
    public static List<String> command(Debian debian, Path initramfs, int mebibytes, Network network, List<String> words) throws IOException {
        // Obol defends against no side channels either: Linux is not to pay for that alone.
        String line = "console=ttyS0 quiet loglevel=1 panic=-1 mitigations=off " + String.join(" ", words);
        return new QemuMachine(QemuMachine.Kind.Q35, mebibytes << 10, 1).network(network).with("-initrd", initramfs.toString(), "-serial", "stdio")
            .command(debian.kernel(), line);
    }
}
