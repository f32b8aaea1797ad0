package obol.nucleus.substitutions.security;

import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Locale;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;

@Substitutes("java.security.MessageDigest")
abstract class MessageDigestSubstitution {
    @Substitute(reason = "the original only serves debugging")
    private static void initializer() {}

    @Substitute(reason = "no providers: the class library's own digests")
    public static MessageDigest getInstance(String algorithm) throws NoSuchAlgorithmException {
        Object digest;
        switch (algorithm.toUpperCase(Locale.ROOT)) {
            case "MD5" -> digest = new Md5();
            case "SHA", "SHA1", "SHA-1" -> digest = new Sha1();
            case "SHA-224" -> digest = new Sha224();
            case "SHA-256" -> digest = new Sha256();
            case "SHA-384" -> digest = new Sha384();
            case "SHA-512" -> digest = new Sha512();
            case "SHA3-256" -> digest = new Sha3();
            default -> throw new NoSuchAlgorithmException(algorithm + " MessageDigest not available");
        }
        return (MessageDigest) (Object) new CloneableDelegate((MessageDigestSpi) digest, algorithm, null);
    }

    @Substitutes("java.security.MessageDigest$Delegate$CloneableDelegate")
    private static class CloneableDelegate {
        CloneableDelegate(MessageDigestSpi digest, String algorithm, Provider provider) {}
    }

    @Substitutes("sun.security.provider.MD5") private static class Md5 {}

    @Substitutes("sun.security.provider.SHA") private static class Sha1 {}

    @Substitutes("sun.security.provider.SHA2$SHA224") private static class Sha224 {}

    @Substitutes("sun.security.provider.SHA2$SHA256") private static class Sha256 {}

    @Substitutes("sun.security.provider.SHA5$SHA384") private static class Sha384 {}

    @Substitutes("sun.security.provider.SHA5$SHA512") private static class Sha512 {}

    @Substitutes("sun.security.provider.SHA3$SHA256") private static class Sha3 {}
}
