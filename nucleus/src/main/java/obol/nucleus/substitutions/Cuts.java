package obol.nucleus.substitutions;

import obol.nucleus.annotation.UnsupportedClasses;

/** Parts of java.base that Obol's class library has not, or has otherwise. */
final class Cuts {
    private Cuts() {}

    @UnsupportedClasses(value = {"java.lang.module.*", "java.lang.Module", "java.lang.Module$*", "java.lang.ModuleLayer", "java.lang.ModuleLayer$*",
            "jdk.internal.module.*", "jdk.internal.jimage.*", "java.lang.NamedPackage", "java.lang.Package", "java.lang.Package$*",
            "java.lang.StackTraceElement$HashedModules"},
            reason = "no modules at run time")
    private interface Modules {}

    @UnsupportedClasses(value = {"jdk.internal.loader.*", "java.lang.ClassLoader", "java.lang.ClassLoader$*", "java.net.URLClassLoader",
            "java.net.URLClassLoader$*", "java.security.SecureClassLoader", "java.security.SecureClassLoader$*"},
            reason = "no class is loaded at run time")
    private interface ClassLoading {}

    @UnsupportedClasses(value = {"java.lang.invoke.*", "sun.invoke.*"},
            except = {"java.lang.invoke.TypeDescriptor", "java.lang.invoke.TypeDescriptor$*", "java.lang.invoke.StringConcatException",
                "java.lang.invoke.WrongMethodTypeException", "java.lang.invoke.LambdaConversionException"},
            reason = "method handles are compiled away or not supported")
    private interface MethodHandles {}

    @UnsupportedClasses(value = {"jdk.internal.reflect.*", "sun.reflect.*", "java.lang.reflect.Method", "java.lang.reflect.Constructor",
            "java.lang.reflect.Field", "java.lang.reflect.Proxy", "java.lang.reflect.Proxy$*", "java.lang.reflect.Executable",
            "java.lang.reflect.AccessibleObject", "java.lang.reflect.Parameter", "java.lang.reflect.RecordComponent",
            "java.lang.PublicMethods", "java.lang.PublicMethods$*"},
            reason = "reflection")
    private interface Reflection {}

    @UnsupportedClasses(value = {"java.security.Policy", "java.security.Policy$*", "java.lang.SecurityManager", "java.security.CodeSource",
            "java.security.AccessControlContext", "java.security.ProtectionDomain", "java.security.ProtectionDomain$*",
            "java.security.Permissions", "java.security.PermissionsHash", "java.security.UnresolvedPermission"},
            reason = "access control")
    private interface AccessControl {}

    @UnsupportedClasses(value = {"sun.security.*", "java.security.Provider", "java.security.Provider$*", "java.security.Security",
            "java.security.Security$*", "javax.crypto.*", "javax.net.*", "java.security.cert.*", "java.security.spec.*",
            "java.security.AlgorithmParameters", "java.security.Signature", "java.security.Signature$*", "java.security.KeyFactory",
            "com.sun.crypto.*", "javax.security.*"},
            except = {"sun.security.provider.SHA", "sun.security.provider.SHA2", "sun.security.provider.SHA2$*", "sun.security.provider.SHA5",
                "sun.security.provider.SHA5$*", "sun.security.provider.SHA3", "sun.security.provider.SHA3$*", "sun.security.provider.MD5",
                "sun.security.provider.DigestBase", "sun.security.provider.ByteArrayAccess", "sun.security.provider.ByteArrayAccess$*",
                "sun.security.action.*"},
            reason = "security providers")
    private interface SecurityProviders {}

    @UnsupportedClasses(value = {"sun.util.locale.provider.*", "sun.util.cldr.*", "sun.util.resources.*", "sun.text.*", "java.util.spi.*",
            "java.text.spi.*", "java.util.ResourceBundle", "java.util.ResourceBundle$*", "java.util.PropertyResourceBundle",
            "java.util.ListResourceBundle"},
            reason = "locale data other than English")
    private interface LocaleData {}

    @UnsupportedClasses(value = {"jdk.internal.icu.*", "java.text.Normalizer", "java.net.IDN"}, reason = "normalization, IDN and bidi data")
    private interface UnicodeData {}

    @UnsupportedClasses(value = {"java.io.ObjectStreamClass", "java.io.ObjectStreamClass$*", "java.io.ObjectInputStream",
            "java.io.ObjectInputStream$*", "java.io.ObjectOutputStream", "java.io.ObjectOutputStream$*", "java.io.ObjectInputFilter*"},
            reason = "Java serialization")
    private interface Serialization {}

    @UnsupportedClasses(value = {"jdk.internal.logger.*", "java.lang.System$Logger*", "sun.util.logging.*"}, reason = "System.Logger")
    private interface Logging {}

    @UnsupportedClasses(value = {"java.lang.StackWalker", "java.lang.StackWalker$*", "java.lang.StackStreamFactory", "java.lang.StackStreamFactory$*",
            "java.lang.StackFrameInfo", "java.lang.LiveStackFrame", "java.lang.LiveStackFrame$*"},
            reason = "StackWalker")
    private interface StackWalking {}

    @UnsupportedClasses(value = {"java.lang.Process", "java.lang.ProcessBuilder", "java.lang.ProcessBuilder$*", "java.lang.ProcessImpl",
            "java.lang.ProcessImpl$*", "java.lang.ProcessHandleImpl", "java.lang.ProcessHandleImpl$*"},
            reason = "processes of the host")
    private interface Processes {}

    @UnsupportedClasses(value = {"jdk.internal.perf.*", "jdk.internal.vm.*", "jdk.internal.org.*", "jdk.internal.util.xml.*",
            "java.util.jar.*", "jdk.internal.util.jar.*", "jdk.internal.misc.Signal", "jdk.internal.misc.Signal$*", "java.lang.ref.Finalizer",
            "java.lang.ref.Finalizer$*", "sun.launcher.*"},
            reason = "machinery of the JVM")
    private interface Machinery {}

    @UnsupportedClasses(value = {"sun.net.*", "java.net.spi.*"},
            except = {"sun.net.util.IPAddressUtil", "sun.net.util.IPAddressUtil$*", "sun.net.www.ParseUtil", "sun.net.util.URLUtil",
                "sun.net.ConnectionResetException", "sun.net.PlatformSocketImpl", "sun.net.ResourceManager", "sun.net.ext.*"},
            reason = "what needs more of the network than sockets")
    private interface Network {}

    @UnsupportedClasses(value = {"java.net.NetMulticastSocket", "java.net.NetMulticastSocket$*", "java.net.AbstractPlain*", "java.net.Plain*",
            "java.net.HttpConnectSocketImpl", "java.net.HttpConnectSocketImpl$*", "sun.nio.ch.InheritedChannel",
            "sun.nio.ch.UnixDomainSockets", "sun.nio.ch.UnixDomainSockets$*"},
            reason = "sockets of other kinds")
    private interface Sockets {}
}
