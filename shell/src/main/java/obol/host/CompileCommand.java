package obol.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Stack;
import java.util.concurrent.Callable;
import obol.aot.Compilation;
import obol.aot.opt.OmittedChecks;
import obol.host.image.CodePack;
import obol.host.image.Images;
import obol.host.image.NucleusAssembly;
import obol.host.image.ProgramInput;
import obol.host.tools.CommandFailure;
import obol.host.tools.Messages;
import obol.host.tools.Qemu;
import obol.host.tools.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code obol compile}: an ordinary Java program as one static executable. */
@Command(name = "compile", description = "Compiles a Java program into one static executable.", mixinStandardHelpOptions = true)
final class CompileCommand implements Callable<Integer> {
    @Parameters(paramLabel = "IN", arity = "0..*", description = "Jars, class files or folders of classes.")
    private List<String> inputs = new ArrayList<>();

    @Option(names = "--main", paramLabel = "CLASS", description = "The class with main; default: the jar's Main-Class.")
    private String mainClass;

    @Option(names = "-cp", paramLabel = "PATH", description = "Further jars and folders, separated by colons.")
    private String classPath = "";

    @Option(names = "-o", paramLabel = "FILE", description = "The executable to write.")
    private Path output;

    @Option(names = "--target", paramLabel = "TARGET", description = "linux (the default) or pc.")
    private String target = "linux";

    @Option(names = "--warnings", description = "Also say what throws inside the class library.")
    private boolean warnings;

    @Option(names = "--checks", hidden = true, negatable = true, description = "Check the compiler's own invariants after every pass.")
    private boolean checks;

    @Option(names = "--without", hidden = true, paramLabel = "CHECK", description = "Leave checks out, to measure what they cost.")
    private Set<OmittedChecks.Check> omitted = Set.of();

    @Option(names = "--run", paramLabel = "ARGS", arity = "0..*", parameterConsumer = Rest.class,
        description = "Run FILE at once with these arguments; the last option.")
    private List<String> run;

    /** Takes everything that follows, options too. */
    static final class Rest implements IParameterConsumer {
        @Override public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
            List<String> rest = new ArrayList<>();
            while (!arguments.isEmpty()) rest.add(arguments.pop());
            option.setValue(rest);
        }
    }

    @Override public Integer call() {
        if (output == null) throw CommandFailure.usage("compile: -o FILE is missing");
        if (!target.equals("linux") && !target.equals("pc")) throw CommandFailure.usage("compile: --target " + target + ": the targets are linux and pc");
        ProgramInput program = ProgramInput.open(inputs, classPath, mainClass);
        try {
            Compilation compilation = new Compilation(program.source(), NucleusAssembly.of(target), checks).without(omitted);
            // What the checks are to look at must be made.
            CodePack code = checks ? null : CodePack.named("programs");
            if (code != null) code.serve(compilation);
            byte[] image = compilation.compile(program.mainClass(), program.files());
            for (Compilation.Warning warning : compilation.warnings()) {
                if (warnings || !warning.inLibrary()) Messages.say(warning.text());
            }
            Images.write(output, image);
            if (code != null) code.save();
        } catch (Compilation.Failure e) {
            throw CommandFailure.failed(e.getMessage());
        } catch (UncheckedIOException e) {
            throw CommandFailure.unable("compile: cannot write " + output + ": " + e.getMessage());
        }
        return run == null ? Status.GOOD : runProgram();
    }

    private int runProgram() {
        if (target.equals("pc")) return Qemu.run(output, run);
        List<String> command = new ArrayList<>();
        command.add(output.toAbsolutePath().toString());
        command.addAll(run);
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException e) {
            throw CommandFailure.unable("cannot run " + output + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unable(output + " was interrupted");
        }
    }
}
