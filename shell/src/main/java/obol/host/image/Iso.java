package obol.host.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import obol.host.guest.QemuGuest;
import obol.host.tools.CommandFailure;
import obol.host.tools.Project;
import obol.host.tools.Tools;

/** An image of a CD from which GRUB starts the system: for machines, and emulators, that do not load kernels themselves. */
public final class Iso {
    private static final String PROGRAM = "grub-mkrescue";
    private static final String MENU = "set timeout=0\nmenuentry Obol {\n    multiboot2 /boot/obol.elf\n}\n";

    private Iso() {}

    /** {@code target/obol.iso} with {@code target/obol.elf}, which is up to date. */
    public static Path build() throws IOException {
        if (QemuGuest.find(PROGRAM) == null || QemuGuest.find("xorriso") == null) {
            throw CommandFailure.unable("cannot build a CD: apt-get install -y --no-install-recommends grub-common grub-pc-bin xorriso mtools");
        }
        Path folder = Project.target().resolve("iso");
        Files.createDirectories(folder.resolve("boot/grub"));
        Files.writeString(folder.resolve("boot/grub/grub.cfg"), MENU);
        Files.copy(SystemImage.booted(), folder.resolve("boot/obol.elf"), StandardCopyOption.REPLACE_EXISTING);
        Path iso = Project.target().resolve("obol.iso");
        Tools.run(Project.target(), List.of(PROGRAM, "-o", iso.toString(), "--install-modules=normal multiboot2 iso9660 biosdisk part_msdos",
            "--locales=", "--fonts=", "--themes=", folder.toString()));
        return iso;
    }
}
