package obol.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import obol.aot.Compilation;
import obol.shell.Programs;
import obol.system.console.ConsoleServer;
import obol.system.drivers.OutsideProgram;
import obol.system.init.Init;
import obol.system.servers.dev.Dev;
import obol.system.servers.export.Exporter;
import obol.system.servers.image.Image;
import obol.system.servers.ram.Ram;
import obol.system.servers.remote.Remote;
import obol.system.servers.srv.Srv;

/** The programs of Obol's own image. */
final class SystemPrograms {
    /** Before the names of those that are not in {@code /bin}. */
    private static final String SYSTEM = "system/";
    private static final Map<String, Class<?>> SERVERS = new LinkedHashMap<>();

    static {
        SERVERS.put("image", Image.class);
        SERVERS.put("ram", Ram.class);
        SERVERS.put("dev", Dev.class);
        SERVERS.put("console", ConsoleServer.class);
        SERVERS.put("srv", Srv.class);
        SERVERS.put("outside", OutsideProgram.class);
        SERVERS.put("9p", Exporter.class);
        SERVERS.put("remote", Remote.class);
    }

    private SystemPrograms() {}

    /** The first one is what the first process runs. */
    static List<Compilation.Program> of(String port) {
        List<Compilation.Program> programs = new ArrayList<>();
        programs.add(program("init", Init.class));
        SERVERS.forEach((name, main) -> programs.add(program(SYSTEM + name, main)));
        Programs.BIN.forEach((name, main) -> programs.add(program(name, main)));
        return programs;
    }

    private static Compilation.Program program(String name, Class<?> main) {
        return new Compilation.Program(name, main.getName().replace('.', '/'));
    }
}
