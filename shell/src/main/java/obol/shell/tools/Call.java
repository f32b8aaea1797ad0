package obol.shell.tools;

import java.io.IOException;
import obol.channels.ChannelException;
import obol.channels.text.CallFailed;
import obol.channels.text.TextCall;
import obol.shell.invocation.Invocation;
import obol.shell.invocation.Invocation.UsageException;

/** {@code call SERVICE METHOD ARG…}: calls a service's method. Arguments and result are JSON; a String argument may stand as it is. */
public final class Call {
    private Call() {}

    public static void main(String[] arguments) {
        Invocation.main("call", 1, Call::run, arguments);
    }

    static int run(Invocation call) throws IOException, UsageException {
        if (call.operands.size() < 2) throw new UsageException("missing operand");
        try (TextCall service = TextCall.to(call.operands.get(0))) {
            call.out.print(service.call(call.operands.get(1), call.operands.subList(2, call.operands.size())));
            return 0;
        } catch (CallFailed e) {
            call.say(e.getMessage());
        } catch (ChannelException e) {
            call.say(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 1;
    }
}
