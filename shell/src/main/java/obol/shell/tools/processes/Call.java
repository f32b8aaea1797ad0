package obol.shell.tools.processes;

import java.io.IOException;
import obol.channels.ChannelException;
import obol.channels.text.CallFailed;
import obol.channels.text.TextCall;
import obol.channels.text.TextResult;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;

/**
 * {@code call SERVICE METHOD ARG…}: calls a service's method. Arguments and result are JSON; a String argument may stand as it is. Of a stream each
 * item is a line.
 */
public final class Call {
    private Call() {}

    public static void main(String[] arguments) {
        Invocation.main("call", 1, Call::run, arguments);
    }

    public static int run(Invocation call) throws IOException, UsageException {
        if (call.operands.size() < 2) throw new UsageException("missing operand");
        try (TextCall service = TextCall.to(call.operands.get(0));
             TextResult result = service.start(call.operands.get(1), call.operands.subList(2, call.operands.size()))) {
            for (String piece = result.next(); piece != null; piece = result.next()) {
                call.out.print(piece);
                if (result.isStream()) call.out.flush(); // who reads wants each item when it is there
            }
            return 0;
        } catch (CallFailed e) {
            call.say(e.getMessage());
        } catch (ChannelException e) {
            call.say(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 1;
    }
}
