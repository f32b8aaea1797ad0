package obol.shell;

import java.io.IOException;
import obol.shell.editing.LineEditor;
import obol.shell.language.Interpreter;
import obol.shell.language.NameCompletion;
import obol.shell.language.Parser;
import obol.shell.system.Console;
import obol.shell.system.ObolSystem;
import obol.shell.system.SharedFile;

/**
 * A person at the console: prompts, edits lines, runs them. While a line is edited the console is raw; while a command runs it is
 * cooked, so that Ctrl-C is an event. Reads byte by byte: what is typed ahead is there for the programs.
 */
final class Dialogue {
    private final Interpreter interpreter;
    private final SharedFile in;
    private final SharedFile out;
    private final Console console;
    private final LineEditor editor;

    /** @param console has begun to wait for Ctrl-C */
    Dialogue(ObolSystem system, Interpreter interpreter, SharedFile in, SharedFile out, Console console) {
        this.interpreter = interpreter;
        this.in = in;
        this.out = out;
        this.console = console;
        editor = new LineEditor(console.columns(), new NameCompletion(system, interpreter));
    }

    /** Until {@code exit}, whose status it gives, or Ctrl-D or the end of the console: 0. */
    int run() throws IOException {
        int status = 0;
        while (!interpreter.exited()) {
            String commands = commands();
            if (commands == null) return 0;
            status = interpreter.run(commands);
        }
        return status;
    }

    /** A line, or several where a loop or quotes want them; null for Ctrl-D. */
    private String commands() throws IOException {
        StringBuilder commands = new StringBuilder();
        while (true) {
            switch (edit(commands.length() == 0 ? interpreter.directory() + "% " : "> ")) {
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

    private LineEditor.Event edit(String prompt) throws IOException {
        console.raw(true);
        try {
            editor.setWidth(console.columns());
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
            console.raw(false);
        }
    }

    private void show() throws IOException {
        byte[] output = editor.takeOutput();
        if (output.length > 0) out.write(output);
    }
}
