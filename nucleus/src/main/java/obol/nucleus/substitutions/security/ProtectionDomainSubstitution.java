package obol.nucleus.substitutions.security;

import java.security.CodeSource;
import java.security.PermissionCollection;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.security.ProtectionDomain")
class ProtectionDomainSubstitution {
    @Substitute(reason = "no access control")
    public void constructor(CodeSource source, PermissionCollection permissions) {}

    @Substitute(reason = "no access control")
    public String toString() {
        return "ProtectionDomain";
    }
}
