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
        {"bind [-abcr] NEW OLD", "let the file OLD be NEW"},
        {"break, continue [LOOPS]", "leave a loop, or begin its next turn"},
        {"call SERVICE METHOD ARG…", "call a method of a service"},
        {"cat [FILE…]", "print files"},
        {"cd [DIRECTORY]", "change the working directory"},
        {"channels [-g]", "print who is connected to whom; -g as a graph"},
        {"check", "account for all that processes have"},
        {"close", "mount nothing more, nor let any program do so"},
        {"cmp [-s] FILE FILE", "compare two files"},
        {"cp [-r] FROM… TO", "copy files"},
        {"date [+FORMAT]", "print the time"},
        {"dial ADDRESS", "be connected to NETWORK!HOST!SERVICE"},
        {"echo [-n] WORD…", "print words"},
        {"env", "print the environment"},
        {"exit [STATUS]", "leave the shell"},
        {"export [-rv] DIRECTORY NAME", "serve a directory, to be mounted as /srv/NAME, or at an address"},
        {"fetch [-i] [-o FILE] URL", "get a file by HTTP"},
        {"grep [-EFcilnqsvx] PATTERN [FILE…]", "print lines that match"},
        {"halt [STATUS]", "end the machine"},
        {"head [-n LINES] [FILE…]", "print the beginning"},
        {"help", "print this"},
        {"httpd [-q] [-a ADDRESS] [DIRECTORY]", "serve files, and /-/status, by HTTP"},
        {"ip [addr|route|neigh [add|remove …]]", "print or change how the network is set up"},
        {"kill [-s kill|stop|start] PID…", "end, stop or go on with processes"},
        {"listen [-1v] ADDRESS COMMAND [ARGUMENT…]", "run a command for each call"},
        {"ls [-ad1l] [FILE…]", "list directories"},
        {"man [SECTION] NAME…, man -k WORD", "print pages of the manual"},
        {"mem", "print who uses how much memory"},
        {"mkdir [-p] DIRECTORY…", "make directories"},
        {"mount [-abcpr] SERVICE DIRECTORY [TREE]", "let files of a service be in DIRECTORY"},
        {"mv FROM… TO", "rename files"},
        {"netstat [-s] [NET]", "print the network's conversations"},
        {"newns [-ax] [-n FILE] [COMMAND [ARG…]]", "run a command in a namespace made by FILE"},
        {"ns [PID]", "print a namespace"},
        {"on CORE COMMAND [ARGUMENT…]", "run a command on a core, from 0"},
        {"ping [-6] [-c COUNT] HOST", "ask whether a machine is there"},
        {"ps", "list processes"},
        {"pwd", "print the working directory"},
        {"reboot", "end the machine and start it again"},
        {"rm [-fr] FILE…", "remove files"},
        {"set [WORD…]", "print variables, or set $1…"},
        {"sh [-c COMMANDS] [FILE [WORD…]]", "run commands"},
        {"sleep SECONDS", "wait"},
        {"snoop [-9] [-n COUNT] [FILE]", "print the frames, or 9P messages, that pass"},
        {"sort [-bfnru] [-k KEY] [-t C] [FILE…]", "sort lines"},
        {"sync [FILE…]", "write what is not on disks yet"},
        {"tail [-n LINES] [FILE…]", "print the end"},
        {"telnetd [-n]", "a shell for the other end of a connection"},
        {"test EXPRESSION", "decide something"},
        {"top [-d SECONDS] [-n COUNT]", "list processes by what they take"},
        {"touch [-c] FILE…", "make files, or say that they changed"},
        {"trace [-n COUNT] SERVICE", "print the messages to a service"},
        {"true, false", "succeed, fail"},
        {"uniq [-cdu] [FILE]", "leave out repeated lines"},
        {"unmount [NEW] OLD", "undo bind and mount"},
        {"uptime", "print how long the system has been up"},
        {"wait [PID]", "wait for what was started with &"},
        {"wc [-clw] [FILE…]", "count lines, words and bytes"},
    };
    private static final int COLUMN = 40;

    public static int run(Invocation call) throws IOException {
        for (String[] command : COMMANDS) {
            call.out.print(command[0] + " ".repeat(Math.max(COLUMN - command[0].length(), 1)) + command[1] + "\n");
        }
        return 0;
    }
}
