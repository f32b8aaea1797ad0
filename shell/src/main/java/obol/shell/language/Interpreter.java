package obol.shell.language;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.shell.language.Command.Assignment;
import obol.shell.language.Command.Simple;
import obol.shell.language.Command.Stage;
import obol.shell.language.OperatingSystem.FileStatus;
import obol.shell.language.OperatingSystem.OpenFile;
import obol.shell.language.OperatingSystem.OpenMode;
import obol.shell.language.OperatingSystem.Pipe;
import obol.shell.language.OperatingSystem.Program;
import obol.shell.language.OperatingSystem.Streams;

/**
 * Runs syntax trees. A program, a pipe of programs and a loop run in front: the interpreter waits for them.
 *
 * <p>Parts of a pipe all run at the same time. Programs are started first; a built-in among them, which reads nothing,
 * then runs on this thread, on a copy of the variables; a loop or {@code if} becomes a program {@code sh -c TEXT}.
 * So does what stands before {@code &} and is no program.
 */
public final class Interpreter {
    static final int SYNTAX = 2;
    static final int NOT_RUN = 126;
    static final int NOT_FOUND = 127;
    static final int INTERRUPTED = 130;

    private final OperatingSystem system;
    private final Streams streams;
    private final State state;
    private final Jobs jobs = new Jobs();
    private final BuiltIns builtIns;
    private boolean exited;
    private boolean misread;

    /**
     * @param name {@code $0}
     * @param parameters {@code $1} and so on
     * @param variables all are in the environment of programs, those included whose names the language cannot say; changed as the
     *        language says
     * @param directory the working directory, absolute
     * @param streams stay the caller's
     */
    public Interpreter(OperatingSystem system, String name, List<String> parameters, Map<String, String> variables, String directory, Streams streams) {
        this.system = system;
        this.streams = streams;
        this.state = new State(name, parameters, variables, directory);
        this.builtIns = new BuiltIns(system, jobs);
    }

    /** Runs a script whose first line has number 1, up to its end, {@code exit}, a mistake, or Ctrl-C. Gives the status. */
    public int run(String script) {
        return run(script, 1);
    }

    /** Runs a part of a script; variables and the rest stay for the next call. */
    public int run(String script, int firstLine) {
        jobs.begin();
        misread = false;
        Parser parser = new Parser(script, firstLine);
        try {
            for (Command line = parser.next(); line != null; line = parser.next()) execute(line, state, streams);
        } catch (SyntaxException e) {
            complain(e.line(), e.getMessage(), streams);
            state.status = SYNTAX;
            misread = true;
        } catch (Unwind unwind) {
            state.status = unwind.status;
            exited |= !unwind.interrupted;
        }
        return state.status;
    }

    /** Ends the programs in front, as Ctrl-C does, and what {@link #run} is doing, with status 130. For any thread. */
    public void interrupt() {
        jobs.interrupt();
    }

    /** True when {@code exit} has been run. */
    public boolean exited() {
        return exited;
    }

    /** True when the last {@link #run} ended at text that is no command. */
    public boolean misread() {
        return misread;
    }

    /** The working directory, absolute. */
    public String directory() {
        return state.directory;
    }

    /** The value of a variable; empty when it has none. */
    public String variable(String name) {
        return state.variables.getOrDefault(name, "");
    }

    /** The names of the commands inside the shell. */
    public Set<String> builtIns() {
        return builtIns.names();
    }

    private int execute(Command command, State state, Streams io) {
        jobs.checkInterrupted();
        int status;
        if (command instanceof Simple simple) status = simple(simple, state, io);
        else if (command instanceof Command.Pipeline pipeline) status = pipeline(pipeline, state, io);
        else if (command instanceof Command.AndOr andOr) status = andOr(andOr, state, io);
        else if (command instanceof Command.Sequence sequence) status = sequence(sequence, state, io);
        else if (command instanceof Command.Background background) status = background(background.body(), state, io);
        else if (command instanceof Command.If conditional) status = conditional(conditional, state, io);
        else if (command instanceof Command.While loop) status = whileLoop(loop, state, io);
        else if (command instanceof Command.For loop) status = forLoop(loop, state, io);
        else status = redirected((Command.Redirected) command, state, io);
        return state.status = status;
    }

    private int sequence(Command.Sequence sequence, State state, Streams io) {
        int status = 0;
        for (Command command : sequence.commands()) status = execute(command, state, io);
        return status;
    }

    private int andOr(Command.AndOr andOr, State state, Streams io) {
        int status = execute(andOr.first(), state, io);
        for (Command.Link link : andOr.links()) {
            if (link.afterSuccess() == (status == 0)) status = execute(link.command(), state, io);
        }
        return status;
    }

    private int conditional(Command.If conditional, State state, Streams io) {
        for (Command.Branch branch : conditional.branches()) {
            if (execute(branch.condition(), state, io) == 0) return execute(branch.body(), state, io);
        }
        return conditional.otherwise() == null ? 0 : execute(conditional.otherwise(), state, io);
    }

    private int whileLoop(Command.While loop, State state, Streams io) {
        int status = 0;
        state.loops++;
        try {
            while (true) {
                try {
                    if (execute(loop.condition(), state, io) != 0) return status;
                    status = execute(loop.body(), state, io);
                } catch (LoopJump jump) {
                    status = 0;
                    if (!jump.goesOn()) return status;
                }
            }
        } finally {
            state.loops--;
        }
    }

    private int forLoop(Command.For loop, State state, Streams io) {
        int status = 0;
        List<String> values = new Expansion(state, system).words(loop.words());
        state.loops++;
        try {
            for (String value : values) {
                state.variables.put(loop.variable(), value);
                try {
                    status = execute(loop.body(), state, io);
                } catch (LoopJump jump) {
                    status = 0;
                    if (!jump.goesOn()) return status;
                }
            }
            return status;
        } finally {
            state.loops--;
        }
    }

    private int redirected(Command.Redirected command, State state, Streams io) {
        try (Redirected redirected = Redirected.open(command.redirections(), io, state, system)) {
            return execute(command.body(), state, redirected.streams());
        } catch (IOException e) {
            return complain(command.line(), e.getMessage(), io);
        }
    }

    private int simple(Simple simple, State state, Streams io) {
        List<String> words = new Expansion(state, system).words(simple.words());
        if (!words.isEmpty() && !builtIns.contains(words.get(0))) {
            Part part = start(simple, words, state, io);
            if (part.program == null) return part.status;
            jobs.addForeground(part.program);
            int status = jobs.awaitForeground(part.program);
            jobs.checkInterrupted();
            return status;
        }
        return inside(simple, words, state, io);
    }

    /** A built-in, or assignments and redirections alone. */
    private int inside(Simple simple, List<String> words, State state, Streams io) {
        try (Redirected redirected = Redirected.open(simple.redirections(), io, state, system)) {
            if (words.isEmpty()) {
                assign(simple.assignments(), state, state.variables);
                return 0;
            }
            Map<String, String> before = new HashMap<>();
            for (Assignment assignment : simple.assignments()) before.put(assignment.name(), state.variables.get(assignment.name()));
            assign(simple.assignments(), state, state.variables);
            try {
                return builtIns.run(words, state, redirected.streams());
            } catch (BuiltIns.Failure e) {
                complain(simple.line(), words.get(0) + ": " + e.getMessage(), redirected.streams());
                return e.status;
            } finally {
                before.forEach((name, value) -> {
                    if (value == null) state.variables.remove(name);
                    else state.variables.put(name, value);
                });
            }
        } catch (IOException e) {
            return complain(simple.line(), e.getMessage(), io);
        }
    }

    private void assign(List<Assignment> assignments, State state, Map<String, String> target) {
        for (Assignment assignment : assignments) target.put(assignment.name(), new Expansion(state, system).single(assignment.value()));
    }

    /** A part of a pipe: a program, or one that could not be started and its status, or a built-in still to be run. */
    private static final class Part {
        Program program;
        int status;
        Simple builtIn;
        List<String> words;
        Streams streams;
        OpenFile output;

        static Part ended(int status) {
            Part part = new Part();
            part.status = status;
            return part;
        }

        static Part running(Program program) {
            Part part = new Part();
            part.program = program;
            return part;
        }
    }

    private int pipeline(Command.Pipeline pipeline, State state, Streams io) {
        int status = pipeline.stages().size() == 1
                ? execute(pipeline.stages().get(0).command(), state, io)
                : concurrently(pipeline.stages(), state, io);
        return pipeline.negated() ? (status == 0 ? 1 : 0) : status;
    }

    private int concurrently(List<Stage> stages, State state, Streams io) {
        List<Part> parts = launch(stages, state, io, true);
        for (Part part : parts) if (part.program != null) jobs.addForeground(part.program);
        try {
            for (Part part : parts) if (part.builtIn != null) part.status = runBuiltIn(part, state.copy());
        } finally {
            for (Part part : parts) {
                if (part.output != null) part.output.close();
                if (part.program != null) part.status = jobs.awaitForeground(part.program);
            }
        }
        jobs.checkInterrupted();
        return parts.get(parts.size() - 1).status;
    }

    private int runBuiltIn(Part part, State copy) {
        try {
            return inside(part.builtIn, part.words, copy, part.streams);
        } catch (Unwind unwind) {
            if (unwind.interrupted) throw unwind;
            return unwind.status;
        } finally {
            if (part.output != null) part.output.close();
        }
    }

    /** Starts all stages, joined by pipes. In front, a built-in is left to be run by the caller, who then closes its output. */
    private List<Part> launch(List<Stage> stages, State state, Streams io, boolean inFront) {
        List<Part> parts = new ArrayList<>();
        OpenFile input = null;
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Pipe pipe = null;
            try {
                if (i < stages.size() - 1) pipe = system.pipe();
                Streams own = input == null ? io : io.with(0, input);
                Part part = launch(stage, state, pipe == null ? own : own.with(1, pipe.writer()), inFront);
                if (pipe != null && part.builtIn != null) part.output = pipe.writer();
                else if (pipe != null) pipe.writer().close();
                parts.add(part);
            } catch (IOException e) {
                parts.add(Part.ended(complain(stage.line(), "pipe: " + e.getMessage(), io)));
            }
            if (input != null) input.close();
            input = pipe == null ? null : pipe.reader();
        }
        return parts;
    }

    private Part launch(Stage stage, State state, Streams io, boolean inFront) {
        if (stage.command() instanceof Simple simple) {
            List<String> words = new Expansion(state, system).words(simple.words());
            boolean inside = words.isEmpty() || builtIns.contains(words.get(0));
            if (!inside) return start(simple, words, state, io);
            if (inFront) {
                Part part = new Part();
                part.builtIn = simple;
                part.words = words;
                part.streams = io;
                return part;
            }
        }
        return startShell(stage, state, io);
    }

    /** Runs a command's text in a shell of its own, with the same line numbers and parameters. */
    private Part startShell(Stage stage, State state, Streams io) {
        List<String> arguments = new ArrayList<>(List.of("sh", "-c", "\n".repeat(stage.line() - 1) + stage.text(), state.name));
        arguments.addAll(state.parameters);
        return start(arguments, stage.line(), state.variables, state.directory, io);
    }

    private Part start(Simple simple, List<String> words, State state, Streams io) {
        Map<String, String> environment = state.variables;
        if (!simple.assignments().isEmpty()) {
            environment = new HashMap<>(environment);
            assign(simple.assignments(), state, environment);
        }
        try (Redirected redirected = Redirected.open(simple.redirections(), io, state, system)) {
            return start(words, simple.line(), environment, state.directory, redirected.streams());
        } catch (IOException e) {
            return Part.ended(complain(simple.line(), e.getMessage(), io));
        }
    }

    private Part start(List<String> arguments, int line, Map<String, String> environment, String directory, Streams io) {
        String name = arguments.get(0);
        String found = null;
        for (String file : candidates(name, environment, directory)) {
            FileStatus status = system.status(file);
            if (status == null) continue;
            found = file;
            if (status.directory() || !status.executable()) continue;
            try {
                return Part.running(system.start(file, arguments, environment, directory, io));
            } catch (IOException e) {
                complain(line, name + ": " + e.getMessage(), io);
                return Part.ended(NOT_RUN);
            }
        }
        complain(line, name + (found == null ? ": not found" : ": permission denied"), io);
        return Part.ended(found == null ? NOT_FOUND : NOT_RUN);
    }

    /** Where a program of this name may stand: at its path, or in the directories of {@code PATH}. */
    private static List<String> candidates(String name, Map<String, String> environment, String directory) {
        if (name.isEmpty()) return List.of();
        if (name.indexOf('/') >= 0) return List.of(Paths.resolve(directory, name));
        List<String> files = new ArrayList<>();
        String path = environment.getOrDefault("PATH", "/bin");
        int start = 0;
        while (start <= path.length()) {
            int colon = path.indexOf(':', start);
            if (colon < 0) colon = path.length();
            files.add(Paths.resolve(Paths.resolve(directory, path.substring(start, colon)), name));
            start = colon + 1;
        }
        return files;
    }

    /** Starts it without waiting; it reads nothing, so that the shell keeps its own input. */
    private int background(Stage body, State state, Streams io) {
        List<Stage> stages = List.of(body);
        if (body.command() instanceof Command.Pipeline pipeline && !pipeline.negated()) stages = pipeline.stages();
        OpenFile nothing;
        try {
            nothing = system.open("/dev/null", OpenMode.READ);
        } catch (IOException e) {
            return complain(body.line(), "cannot open /dev/null: " + e.getMessage(), io);
        }
        List<Part> parts = launch(stages, state, io.with(0, nothing), false);
        nothing.close();
        Program last = parts.get(parts.size() - 1).program;
        if (last != null) {
            state.lastBackground = last.pid();
            jobs.addBackground(last);
        }
        return 0;
    }

    private int complain(int line, String message, Streams io) {
        try {
            io.err().write(("sh: " + line + ": " + message + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // nobody reads standard error: the status says it all the same
        }
        return SYNTAX;
    }
}
