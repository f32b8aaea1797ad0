package obol.channels.kernel;

import obol.channels.runtime.Contracts;
import obol.channels.transport.Transport;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("obol.channels.runtime.Platform")
final class PlatformSubstitution {
    private PlatformSubstitution() {
    }

    @Substitute(reason = "processes are apart here")
    private static Transport makeTransport() {
        return KernelTransport.INSTANCE;
    }

    @Substitute(reason = "classes are generated when the image is built")
    private static Contracts makeContracts() {
        return ProcessContracts.INSTANCE;
    }
}
