package obol.shell.tools.processes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import obol.channels.ChannelException;
import obol.channels.text.TextCall;
import obol.channels.text.TextContract;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;
import obol.shell.invocation.Options;

/**
 * {@code trace [-n COUNT] SERVICE}: the messages to a service, which is started if need be, or to the process with this number, as they come: TIME (seconds since the
 * first one), PID of the client, CHANNEL (a number from 1), WHAT (call, reply, fault, end), BYTES, HANDLES, and STATE.METHOD of the contract, or the
 * method's ordinal where the contract is not the service's own. Ends after so many, with the service, or when it is interrupted.
 */
public final class Trace {
    private static final int PAUSE_MILLISECONDS = 20;
    /** Of a line under {@code /proc/N/trace}. */
    private static final int NUMBER = 0, TIME = 1, CHANNEL = 2, CLIENT = 3, KIND = 4, BYTES = 5, HANDLES = 6, ORDINAL = 7, WORDS = 8;

    private final Invocation call;
    /** Null: not known. */
    private final TextContract contract;
    private final Map<String, Integer> channels = new HashMap<>();
    private int lastChannel;
    private long left;
    private long first = -1;
    private long next = -1;

    private Trace(Invocation call, TextContract contract, long count) {
        this.call = call;
        this.contract = contract;
        left = count;
    }

    public static void main(String[] arguments) {
        Invocation.main("trace", 1, Trace::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        Options options = Options.parse(call.operands, "", "n");
        options.count(1, 1);
        String service = options.operands().get(0);
        long process = process(call, service);
        if (process == 0 && !ProcessStatus.isNumber(service)) {
            try {
                TextCall.to(service).close(); // which starts it
                process = process(call, service);
            } catch (ChannelException e) {
                // told below
            }
        }
        if (process == 0) {
            call.complain(service + ": no such service or process");
            return 1;
        }
        Trace trace = new Trace(call, contract(service), Options.number(options.value('n', Long.toString(Long.MAX_VALUE))));
        try (InputStream in = Files.newInputStream(call.path("/proc/" + process + "/trace"))) {
            return trace.follow(in, process);
        }
    }

    private static long process(Invocation call, String service) throws IOException {
        SortedMap<Long, ProcessStatus> processes = ProcessStatus.all(call);
        if (ProcessStatus.isNumber(service)) return processes.containsKey(Long.parseLong(service)) ? Long.parseLong(service) : 0;
        for (Map.Entry<Long, ProcessStatus> each : processes.entrySet()) {
            String program = each.getValue().text("program");
            boolean serves = program.equals("service/" + service) || program.equals("system/" + service);
            if (serves && !each.getValue().text("state").equals("dead")) return each.getKey();
        }
        return 0;
    }

    private static TextContract contract(String service) {
        try {
            return TextContract.of(service);
        } catch (ChannelException e) {
            return null;
        }
    }

    private int follow(InputStream in, long process) throws IOException {
        byte[] buffer = new byte[8192];
        StringBuilder text = new StringBuilder();
        boolean ended = false;
        while (left > 0) {
            int count = in.read(buffer);
            if (count > 0) {
                text.append(new String(buffer, 0, count, StandardCharsets.US_ASCII));
                for (int end; left > 0 && (end = text.indexOf("\n")) >= 0; text.delete(0, end + 1)) show(text.substring(0, end).split(" "));
                call.out.flush();
            } else if (ended) {
                return 0;
            } else if (hasEnded(process)) {
                ended = true; // between that and the read before it more may have come
            } else {
                try {
                    Thread.sleep(PAUSE_MILLISECONDS);
                } catch (InterruptedException e) {
                    return 130;
                }
            }
        }
        return 0;
    }

    private boolean hasEnded(long process) {
        try {
            return ProcessStatus.of(call, Long.toString(process)).text("state").equals("dead");
        } catch (IOException e) {
            return true;
        }
    }

    private void show(String[] words) throws IOException {
        if (words.length != WORDS) throw new IOException("not a line of a trace: " + String.join(" ", words));
        long number = Long.parseLong(words[NUMBER]), time = Long.parseLong(words[TIME]);
        if (next >= 0 && number > next) call.note((number - next) + " messages are lost");
        next = number + 1;
        if (first < 0) first = time;
        Integer channel = channels.get(words[CHANNEL]);
        if (channel == null) channels.put(words[CHANNEL], channel = ++lastChannel);
        String method = contract == null ? null : contract.display(Long.parseUnsignedLong(words[ORDINAL], 16));
        long since = time - first;
        String micros = Long.toString(since % 1_000_000);
        call.out.print(since / 1_000_000 + "." + "0".repeat(6 - micros.length()) + micros + " " + words[CLIENT] + " " + channel + " " + words[KIND] + " "
            + words[BYTES] + " " + words[HANDLES] + " " + (method == null ? words[ORDINAL] : method) + "\n");
        if (words[KIND].equals("end")) channels.remove(words[CHANNEL]);
        left--;
    }
}
