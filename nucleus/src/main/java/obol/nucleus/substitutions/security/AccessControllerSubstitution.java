package obol.nucleus.substitutions.security;

import java.security.AccessControlContext;
import java.security.Permission;
import java.security.PrivilegedAction;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import obol.nucleus.annotation.ConstantNull;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

/** Every action is privileged. */
@SuppressWarnings("removal")
@Substitutes("java.security.AccessController")
final class AccessControllerSubstitution {
    private AccessControllerSubstitution() {}

    @Substitute(reason = "no access control")
    public static <T> T doPrivileged(PrivilegedAction<T> action) {
        return action.run();
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivilegedWithCombiner(PrivilegedAction<T> action) {
        return action.run();
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivileged(PrivilegedAction<T> action, AccessControlContext context) {
        return action.run();
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivileged(PrivilegedAction<T> action, AccessControlContext context, Permission... permissions) {
        return action.run();
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivilegedWithCombiner(PrivilegedAction<T> action, AccessControlContext context, Permission... permissions) {
        return action.run();
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivileged(PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        return run(action);
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivilegedWithCombiner(PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        return run(action);
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivileged(PrivilegedExceptionAction<T> action, AccessControlContext context) throws PrivilegedActionException {
        return run(action);
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivileged(PrivilegedExceptionAction<T> action, AccessControlContext context, Permission... permissions)
            throws PrivilegedActionException {
        return run(action);
    }

    @Substitute(reason = "no access control")
    public static <T> T doPrivilegedWithCombiner(PrivilegedExceptionAction<T> action, AccessControlContext context, Permission... permissions)
            throws PrivilegedActionException {
        return run(action);
    }

    @ConstantNull(reason = "no access control")
    public static native AccessControlContext getContext();

    @Substitute(reason = "no access control")
    public static void checkPermission(Permission permission) {}

    private static <T> T run(PrivilegedExceptionAction<T> action) throws PrivilegedActionException {
        try {
            return action.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PrivilegedActionException(e);
        }
    }
}
