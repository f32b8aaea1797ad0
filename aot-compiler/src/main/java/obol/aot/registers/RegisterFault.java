package obol.aot.registers;

import java.util.List;

/** A description of registers breaks a rule; the message has a line for each, which begins with the member's name. */
public final class RegisterFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    RegisterFault(List<String> lines) {
        super(String.join("\n", lines));
    }
}
