package obol.shell.tools;

import java.io.IOException;
import obol.shell.invocation.Invocation;

/** {@code help}: what there is to type. */
public final class Help {
    private Help() {}

    public static void main(String[] arguments) {
        Invocation.main("help", 1, Help::run, arguments);
    }

    /** A line for each command: what one types, and what it does. */
    private static final String[][] COMMANDS = {
        {"cat [FILE…]", "print files"},
        {"cd [DIRECTORY]", "change the working directory"},
        {"cmp [-s] FILE FILE", "compare two files"},
        {"cp [-r] FROM… TO", "copy files"},
        {"date [+FORMAT]", "print the time"},
        {"echo [-n] WORD…", "print words"},
        {"env", "print the environment"},
        {"exit [STATUS]", "leave the shell"},
        {"grep [-EFcilnqsvx] PATTERN [FILE…]", "print lines that match"},
        {"head [-n LINES] [FILE…]", "print the beginning"},
        {"ls [-ad1l] [FILE…]", "list directories"},
        {"mkdir [-p] DIRECTORY…", "make directories"},
        {"mv FROM… TO", "rename files"},
        {"pwd", "print the working directory"},
        {"rm [-fr] FILE…", "remove files"},
        {"set [WORD…]", "print variables, or set $1…"},
        {"sleep SECONDS", "wait"},
        {"sort [-bfnru] [-k KEY] [-t C] [FILE…]", "sort lines"},
        {"tail [-n LINES] [FILE…]", "print the end"},
        {"test EXPRESSION", "decide something"},
        {"touch [-c] FILE…", "make files, or say that they changed"},
        {"true, false", "succeed, fail"},
        {"uniq [-cdu] [FILE]", "leave out repeated lines"},
        {"wait [PID]", "wait for what was started with &"},
        {"wc [-clw] [FILE…]", "count lines, words and bytes"},
    };
    private static final int COLUMN = 40;

    static int run(Invocation call) throws IOException {
        for (String[] command : COMMANDS) {
            call.out.print(command[0] + " ".repeat(Math.max(COLUMN - command[0].length(), 1)) + command[1] + "\n");
        }
        return 0;
    }
}
