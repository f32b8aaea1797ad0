package obol.shell;

import java.io.IOException;
import obol.shell.editing.LineEditor;
import obol.shell.language.Interpreter;
import obol.shell.language.NameCompletion;
import obol.shell.language.OperatingSystem.OpenMode;
import obol.shell.language.Parser;
import obol.shell.system.ConsoleEvents;
import obol.shell.system.ObolSystem;
import obol.shell.system.SharedFile;

/**
 * A person at the console: prompts, edits lines, runs them. While a line is edited the console is raw; while a command runs it is
 * cooked, so that Ctrl-C is an event. Reads byte by byte: what is typed ahead is there for the programs.
 */
final class Dialogue {
    private static final String CONTROL = "/dev/consctl";
    private static final byte[] RAW = {'r', 'a', 'w', 'o', 'n'};
    private static final byte[] COOKED = {'r', 'a', 'w', 'o', 'f', 'f'};

    private final ObolSystem system;
    private final Interpreter interpreter;
    private final SharedFile in;
    private final SharedFile out;
    private final ConsoleEvents events;
    private final LineEditor editor;

    /** @param events have begun */
    Dialogue(ObolSystem system, Interpreter interpreter, SharedFile in, SharedFile out, ConsoleEvents events) {
        this.system = system;
        this.interpreter = interpreter;
        this.in = in;
        this.out = out;
        this.events = events;
        editor = new LineEditor(events.columns(), new NameCompletion(system, interpreter));
    }

    /** Until {@code exit}, whose status it gives, or Ctrl-D or the end of the console: 0. */
    int run() throws IOException {
        try (SharedFile control = system.open(CONTROL, OpenMode.APPEND)) {
            int status = 0;
            while (!interpreter.exited()) {
                String commands = commands(control);
                if (commands == null) return 0;
                status = interpreter.run(commands);
            }
            return status;
        }
    }

    /** A line, or several where a loop or quotes want them; null for Ctrl-D. */
    private String commands(SharedFile control) throws IOException {
        StringBuilder commands = new StringBuilder();
        while (true) {
            switch (edit(control, commands.length() == 0 ? interpreter.directory() + "% " : "> ")) {
                case INTERRUPTED -> commands.setLength(0);
                case END -> {
                    return commands.length() == 0 ? null : commands.toString();
                }
                default -> {
                    commands.append(editor.line()).append('\n');
                    if (!Parser.wantsMore(commands.toString())) return commands.toString();
                }
            }
        }
    }

    private LineEditor.Event edit(SharedFile control, String prompt) throws IOException {
        control.write(RAW);
        try {
            editor.setWidth(events.columns());
            editor.begin(prompt);
            LineEditor.Event event = LineEditor.Event.NONE;
            while (event == LineEditor.Event.NONE) {
                show();
                byte[] typed = in.read(1);
                event = typed.length == 0 ? LineEditor.Event.END : editor.accept(typed[0]);
            }
            show();
            return event;
        } finally {
            control.write(COOKED);
        }
    }

    private void show() throws IOException {
        byte[] output = editor.takeOutput();
        if (output.length > 0) out.write(output);
    }
}
