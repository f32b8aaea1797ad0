package obol.nucleus.substitutions.security;

import java.security.Permission;
import java.util.Collections;
import java.util.Enumeration;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.security.Permissions")
final class PermissionsSubstitution {
    private PermissionsSubstitution() {}

    @Substitute(reason = "no access control")
    public void constructor() {}

    @Substitute(reason = "no access control")
    public void add(Permission permission) {}

    @Substitute(reason = "no access control")
    public Enumeration<Permission> elements() {
        return Collections.emptyEnumeration();
    }
}
