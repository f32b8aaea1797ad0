package obol.shell.tools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Surroundings;
import obol.shell.tools.files.Cat;
import obol.shell.tools.files.Cmp;
import obol.shell.tools.files.Cp;
import obol.shell.tools.files.Ls;
import obol.shell.tools.files.Mkdir;
import obol.shell.tools.files.Mv;
import obol.shell.tools.files.Rm;
import obol.shell.tools.files.Sync;
import obol.shell.tools.files.Touch;
import obol.shell.tools.namespace.Export;
import obol.shell.tools.namespace.Newns;
import obol.shell.tools.net.DialTool;
import obol.shell.tools.net.Fetch;
import obol.shell.tools.net.Httpd;
import obol.shell.tools.net.IpTool;
import obol.shell.tools.net.Listen;
import obol.shell.tools.net.Netstat;
import obol.shell.tools.net.Ping;
import obol.shell.tools.net.Snoop;
import obol.shell.tools.net.Telnetd;
import obol.shell.tools.processes.Call;
import obol.shell.tools.processes.Channels;
import obol.shell.tools.processes.Check;
import obol.shell.tools.processes.Halt;
import obol.shell.tools.processes.Kill;
import obol.shell.tools.processes.Mem;
import obol.shell.tools.processes.On;
import obol.shell.tools.processes.Ps;
import obol.shell.tools.processes.Reboot;
import obol.shell.tools.processes.Sleep;
import obol.shell.tools.processes.Top;
import obol.shell.tools.processes.Trace;
import obol.shell.tools.processes.Uptime;
import obol.shell.tools.text.Grep;
import obol.shell.tools.text.Head;
import obol.shell.tools.text.Sort;
import obol.shell.tools.text.Tail;
import obol.shell.tools.text.Uniq;
import obol.shell.tools.text.Wc;

/** What a utility did: its status and what it wrote, as bytes in Latin-1. */
public record Ran(int status, String out, String err) {
    private record Tool(int errorStatus, Invocation.Utility utility) {}

    private static final Map<String, Tool> TOOLS = Map.ofEntries(
            Map.entry("cat", new Tool(1, Cat::run)), Map.entry("cmp", new Tool(2, Cmp::run)), Map.entry("cp", new Tool(1, Cp::run)),
            Map.entry("date", new Tool(1, Date::run)), Map.entry("echo", new Tool(1, Echo::run)), Map.entry("grep", new Tool(2, Grep::run)),
            Map.entry("head", new Tool(1, Head::run)), Map.entry("ls", new Tool(2, Ls::run)), Map.entry("mkdir", new Tool(1, Mkdir::run)),
            Map.entry("mv", new Tool(1, Mv::run)), Map.entry("rm", new Tool(1, Rm::run)), Map.entry("sleep", new Tool(1, Sleep::run)),
            Map.entry("sort", new Tool(2, Sort::run)), Map.entry("tail", new Tool(1, Tail::run)), Map.entry("test", new Tool(2, Test::run)),
            Map.entry("sync", new Tool(1, Sync::run)), Map.entry("touch", new Tool(1, Touch::run)), Map.entry("uniq", new Tool(1, Uniq::run)), Map.entry("wc", new Tool(1, Wc::run)),
            Map.entry("true", new Tool(1, True::run)), Map.entry("false", new Tool(1, False::run)), Map.entry("help", new Tool(1, Help::run)),
            Map.entry("call", new Tool(1, Call::run)), Map.entry("env", new Tool(1, Env::run)), Map.entry("halt", new Tool(1, Halt::run)),
            Map.entry("kill", new Tool(1, Kill::run)), Map.entry("mem", new Tool(1, Mem::run)), Map.entry("ns", new Tool(1, Ns::run)),
            Map.entry("ps", new Tool(1, Ps::run)), Map.entry("pwd", new Tool(1, Pwd::run)), Map.entry("uptime", new Tool(1, Uptime::run)),
            Map.entry("channels", new Tool(1, Channels::run)), Map.entry("check", new Tool(1, Check::run)), Map.entry("on", new Tool(2, On::run)),
            Map.entry("export", new Tool(1, Export::run)), Map.entry("newns", new Tool(1, Newns::run)),
            Map.entry("man", new Tool(1, Man::run)), Map.entry("dial", new Tool(1, DialTool::run)), Map.entry("fetch", new Tool(1, Fetch::run)), Map.entry("httpd", new Tool(1, Httpd::run)),
            Map.entry("ip", new Tool(1, IpTool::run)),
            Map.entry("listen", new Tool(1, Listen::run)), Map.entry("netstat", new Tool(1, Netstat::run)), Map.entry("ping", new Tool(1, Ping::run)),
            Map.entry("snoop", new Tool(1, Snoop::run)), Map.entry("telnetd", new Tool(1, Telnetd::run)),
            Map.entry("reboot", new Tool(1, Reboot::run)), Map.entry("top", new Tool(1, Top::run)), Map.entry("trace", new Tool(1, Trace::run)));

    /** Our utility, on this JVM. */
    static Ran ours(List<String> command, byte[] input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = run(command, new ByteArrayInputStream(input), out, err);
        return new Ran(status, out.toString(StandardCharsets.ISO_8859_1), err.toString(StandardCharsets.ISO_8859_1));
    }

    /** Our utility on any streams. */
    static int run(List<String> command, InputStream in, OutputStream out, OutputStream err) {
        return run(command, Surroundings.OWN, in, out, err);
    }

    /** Our utility in any surroundings. */
    public static int run(List<String> command, Surroundings surroundings, InputStream in, OutputStream out, OutputStream err) {
        Tool tool = TOOLS.get(command.get(0));
        return Invocation.run(command.get(0), tool.errorStatus, tool.utility, command.subList(1, command.size()), surroundings, in, out, err);
    }

    public static Set<String> names() {
        return TOOLS.keySet();
    }

    /** The machine's, in the C locale. Fails when it is not there. */
    static Ran theirs(List<String> command, byte[] input) throws IOException {
        List<String> real = new ArrayList<>(command);
        real.set(0, "/usr/bin/" + command.get(0));
        File[] files = new File[3];
        for (int i = 0; i < files.length; i++) files[i] = File.createTempFile("obol-tool", null);
        try {
            ProcessBuilder builder = new ProcessBuilder(real).redirectOutput(files[1]).redirectError(files[2]);
            builder.environment().clear();
            builder.environment().putAll(Map.of("LC_ALL", "C", "TZ", "UTC"));
            Process process = builder.start();
            try {
                process.getOutputStream().write(input);
                process.getOutputStream().close();
            } catch (IOException e) {
                // it has read enough
            }
            int status = process.waitFor();
            return new Ran(status, read(files[1]), read(files[2]));
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            for (File file : files) file.delete();
        }
    }

    private static String read(File file) throws IOException {
        return Files.readString(file.toPath(), StandardCharsets.ISO_8859_1);
    }
}
