package obol.classfile;

import java.util.Set;

/**
 * The packages of the JDK's module java.base: those that it keeps to itself, or exports to other modules of the JDK alone, look absent or
 * inaccessible to all code but its own and the nucleus; and no other code may lie in any of them.
 */
public final class JavaBase {
    /** In and below which it exports nothing to everybody. */
    private static final Set<String> HIDDEN = Set.of("jdk/internal", "sun/invoke", "sun/launcher", "sun/net", "sun/nio", "sun/reflect",
            "sun/security", "sun/text", "sun/util", "com/sun/crypto/provider", "com/sun/security/ntlm");
    /** Exported ones that are not below {@code java}. */
    private static final Set<String> EXPORTED = Set.of("javax/crypto", "javax/crypto/interfaces", "javax/crypto/spec", "javax/net",
            "javax/net/ssl", "javax/security/auth", "javax/security/auth/callback", "javax/security/auth/login", "javax/security/auth/spi",
            "javax/security/auth/x500", "javax/security/cert");

    private JavaBase() { }

    /** Whether a package, in internal form, is one of those that it does not export to everybody. */
    public static boolean hides(String packageName) {
        for (String at = packageName; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
            if (HIDDEN.contains(at)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the package is one of its own. All below {@code java} count. */
    public static boolean has(String packageName) {
        return packageName.startsWith("java/") || EXPORTED.contains(packageName) || hides(packageName);
    }
}
