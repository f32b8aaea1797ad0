package obol.host.image;

import java.util.List;
import obol.aot.Compilation;
import obol.shell.Programs;
import obol.system.console.ConsoleServer;
import obol.system.drivers.EtherProgram;
import obol.system.drivers.DiskProgram;
import obol.system.drivers.OutsideProgram;
import obol.system.drivers.VirtioRandom;
import obol.system.init.Init;
import obol.system.servers.archive.Archive;
import obol.system.servers.dev.Dev;
import obol.system.servers.export.Exporter;
import obol.system.servers.export.SubtreeExporter;
import obol.system.servers.fat.Fat;
import obol.system.servers.image.Image;
import obol.system.servers.log.LogServer;
import obol.system.servers.net.Net;
import obol.system.servers.ram.Ram;
import obol.system.servers.remote.Remote;
import obol.system.servers.remote.Share;
import obol.system.servers.srv.Srv;

/** The programs of Obol's own suites. */
final class SystemPrograms {
    /** Before the names of those that are not in {@code /bin}. */
    private static final String SYSTEM = "system/";
    /** The services; the first one is what the first process runs. */
    static final List<Compilation.Program> SERVICES = List.of(
        program("init", Init.class),
        program(SYSTEM + "image", Image.class),
        program(SYSTEM + "ram", Ram.class),
        program(SYSTEM + "dev", Dev.class),
        program(SYSTEM + "console", ConsoleServer.class),
        program(SYSTEM + "srv", Srv.class),
        program(SYSTEM + "outside", OutsideProgram.class),
        program(SYSTEM + "ether", EtherProgram.class),
        program(SYSTEM + "net", Net.class),
        program(SYSTEM + "log", LogServer.class),
        program(SYSTEM + "9p", Exporter.class),
        program(SYSTEM + "archive", Archive.class),
        program(SYSTEM + "export", SubtreeExporter.class),
        program(SYSTEM + "remote", Remote.class),
        program(SYSTEM + "disk", DiskProgram.class),
        program(SYSTEM + "fat", Fat.class),
        program(SYSTEM + "random", VirtioRandom.class),
        program(SYSTEM + "share", Share.class));

    /** Those of {@code /bin}. */
    static final List<Compilation.Program> BIN = Programs.BIN.entrySet().stream().map(e -> program(e.getKey(), e.getValue())).toList();

    private SystemPrograms() {}

    private static Compilation.Program program(String name, Class<?> main) {
        return new Compilation.Program(name, main.getName().replace('.', '/'));
    }
}
