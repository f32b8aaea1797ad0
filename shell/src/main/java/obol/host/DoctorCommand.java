package obol.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import obol.host.tools.CommandFailure;
import obol.host.tools.Kvm;
import obol.host.tools.Project;
import obol.host.tools.Status;
import obol.host.tools.Tools;
import picocli.CommandLine.Command;

/** {@code obol doctor}: which tools are there. */
@Command(name = "doctor", description = "Says which tools are there.", mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private static final List<List<String>> TOOLS = List.of(
        List.of(Path.of(System.getProperty("java.home"), "bin", "javac").toString(), "-version"),
        List.of("mvn", "--version"), List.of("nasm", "-v"), List.of("qemu-system-x86_64", "--version"));

    @Override public Integer call() {
        int status = Status.GOOD;
        for (List<String> tool : TOOLS) {
            String name = Path.of(tool.get(0)).getFileName().toString();
            try {
                System.out.println(name + ": " + Tools.run(Project.root(), tool).lines().findFirst().orElse(""));
            } catch (CommandFailure e) {
                System.out.println(name + ": " + e.getMessage());
                status = Status.UNABLE;
            }
        }
        Path image = Project.target().resolve("obol.elf");
        String kvm = !Kvm.isThere() ? "no /dev/kvm for this user" : !Files.exists(image) ? "not tried yet" : Kvm.works(image) ? "works" : "does not run Obol here";
        System.out.println("kvm: " + kvm);
        return status;
    }
}
