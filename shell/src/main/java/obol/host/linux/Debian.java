package obol.host.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Tools;

/** Parts of Debian in a folder: the kernel, modules of it, busybox, and the files of packages. They are fetched with apt when they are not there yet. */
public final class Debian {
    /** Of the kernel's package: the kernel, virtio's drivers, 9P's client and what they need. */
    private static final String KERNEL_FILES = "'./boot/vmlinuz-*' '*/drivers/virtio/*' '*/virtio_net.ko' '*/net_failover.ko' '*/failover.ko' "
        + "'*/9p/*' '*/netfs/*' '*/fscache/*'";
    /** Of the packages: what is large and no program needs. */
    private static final String NOT_NEEDED = "--exclude './usr/share' --exclude './etc' --exclude './usr/lib/git-core' "
        + "--exclude '*/unicore/lib' --exclude '*/gconv' --exclude '*/libc.a' --exclude '*/libm*.a' --exclude '*/i386-tcc' "
        + "--exclude './usr/bin/scalar' --exclude './usr/bin/git-shell'";

    private final Path folder;

    private Debian(Path folder) {
        this.folder = folder;
    }

    /**
     * The kernel and these packages, fetched unless the folder has just these.
     *
     * @param packages names of Debian's, with all that they need: dependencies are not followed
     * @throws CommandFailure if they cannot be had
     */
    public static Debian in(Path folder, List<String> packages) {
        Path done = folder.resolve("done");
        String wanted = KERNEL_FILES + " " + NOT_NEEDED + " " + String.join(" ", packages);
        try {
            if (Files.exists(done) && Files.readString(done).equals(wanted)) return new Debian(folder);
            Tools.run(Project.folder(folder), List.of("sh", "-ec", "rm -rf ./* && mkdir root && apt-get download -q busybox-static " + String.join(" ", packages)
                + " $(apt-cache depends linux-image-amd64 | grep -o 'linux-image-[0-9][^ ]*')\n"
                + "dpkg-deb --fsys-tarfile linux-image-*.deb | tar x --wildcards " + KERNEL_FILES + "; rm linux-image-*.deb\n"
                + "dpkg-deb --fsys-tarfile busybox-static_*.deb | tar x; rm busybox-static_*.deb\n"
                + "for d in *.deb; do [ ! -e $d ] || dpkg-deb --fsys-tarfile $d | tar x -C root " + NOT_NEEDED + "; rm -f $d; done"));
            Files.writeString(done, wanted);
            return new Debian(folder);
        } catch (IOException e) {
            throw CommandFailure.unable("cannot read " + done + ": " + e.getMessage());
        }
    }

    Path kernel() throws IOException {
        return only("boot", "vmlinuz-");
    }

    /** @param name without folder and ending */
    Path module(String name) throws IOException {
        return only("lib/modules", name + ".ko");
    }

    Path busybox() {
        return folder.resolve("bin/busybox");
    }

    /** The packages' files, by their paths. */
    public Path root() {
        return folder.resolve("root");
    }

    private Path only(String part, String beginning) throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(part))) {
            return all.filter(path -> path.getFileName().toString().startsWith(beginning)).findFirst()
                .orElseThrow(() -> CommandFailure.unable("there is no " + beginning + " in " + folder));
        }
    }
}
