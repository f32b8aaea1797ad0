package obol.nucleus.substitutions.misc;

import java.util.Map;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.SystemProperties;

@Substitutes("jdk.internal.util.SystemProps")
final class SystemPropsSubstitution {
    private SystemPropsSubstitution() {}

    @Substitute(reason = "the original asks the VM and the C library")
    public static Map<String, String> initProperties() {
        return SystemProperties.initial();
    }
}
