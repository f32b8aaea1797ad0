package obol.nucleus.substitutions.security;

import java.security.Permission;
import java.security.ProtectionDomain;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Contexts are made by initialisers of the class library, and never asked. */
@Substitutes("java.security.AccessControlContext")
final class AccessControlContextSubstitution {
    private AccessControlContextSubstitution() {}

    @Substitute(reason = "no access control")
    public void constructor(ProtectionDomain[] domains) {}

    @Substitute(reason = "no access control")
    public void checkPermission(Permission permission) {}

    @Substitute(reason = "no access control")
    public boolean equals(Object other) {
        return this == other;
    }

    @Substitute(reason = "no access control")
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
