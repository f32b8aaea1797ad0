package obol.shell;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import obol.shell.tools.Date;
import obol.shell.tools.Echo;
import obol.shell.tools.Env;
import obol.shell.tools.False;
import obol.shell.tools.Help;
import obol.shell.tools.Man;
import obol.shell.tools.Ns;
import obol.shell.tools.Pwd;
import obol.shell.tools.Test;
import obol.shell.tools.True;
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

/** The programs of {@code /bin}: what the build of an image compiles, each with the class whose {@code main} it is. */
public final class Programs {
    /** By name, in the order of the names. */
    public static final SortedMap<String, Class<?>> BIN;

    static {
        SortedMap<String, Class<?>> bin = new TreeMap<>();
        bin.put("call", Call.class);
        bin.put("cat", Cat.class);
        bin.put("channels", Channels.class);
        bin.put("check", Check.class);
        bin.put("cmp", Cmp.class);
        bin.put("cp", Cp.class);
        bin.put("date", Date.class);
        bin.put("dial", DialTool.class);
        bin.put("echo", Echo.class);
        bin.put("env", Env.class);
        bin.put("export", Export.class);
        bin.put("false", False.class);
        bin.put("fetch", Fetch.class);
        bin.put("grep", Grep.class);
        bin.put("halt", Halt.class);
        bin.put("head", Head.class);
        bin.put("help", Help.class);
        bin.put("httpd", Httpd.class);
        bin.put("ip", IpTool.class);
        bin.put("kill", Kill.class);
        bin.put("listen", Listen.class);
        bin.put("ls", Ls.class);
        bin.put("man", Man.class);
        bin.put("mem", Mem.class);
        bin.put("mkdir", Mkdir.class);
        bin.put("mv", Mv.class);
        bin.put("netstat", Netstat.class);
        bin.put("newns", Newns.class);
        bin.put("ns", Ns.class);
        bin.put("on", On.class);
        bin.put("ping", Ping.class);
        bin.put("ps", Ps.class);
        bin.put("pwd", Pwd.class);
        bin.put("reboot", Reboot.class);
        bin.put("rm", Rm.class);
        bin.put("sh", Shell.class);
        bin.put("sleep", Sleep.class);
        bin.put("snoop", Snoop.class);
        bin.put("sort", Sort.class);
        bin.put("sync", Sync.class);
        bin.put("tail", Tail.class);
        bin.put("telnetd", Telnetd.class);
        bin.put("test", Test.class);
        bin.put("top", Top.class);
        bin.put("touch", Touch.class);
        bin.put("trace", Trace.class);
        bin.put("true", True.class);
        bin.put("uniq", Uniq.class);
        bin.put("uptime", Uptime.class);
        bin.put("wc", Wc.class);
        BIN = Collections.unmodifiableSortedMap(bin);
    }

    private Programs() {}
}
