package obol.nucleus.substitutions.security;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import obol.nucleus.annotation.Alias;
import obol.nucleus.annotation.Substitute;
import obol.nucleus.annotation.Substitutes;
import obol.nucleus.port.Entropy;

@Substitutes("java.security.SecureRandom")
final class SecureRandomSubstitution {
    @Alias private SecureRandomSpi secureRandomSpi;
    @Alias private Provider provider;
    @Alias private String algorithm;

    private SecureRandomSubstitution() {}

    @Substitute(reason = "the original serves debugging and provider look-up")
    private static void initializer() {}

    @Substitute(reason = "the port's random numbers instead of a provider's")
    private void getDefaultPRNG(boolean setSeed, byte[] seed) {
        secureRandomSpi = new Entropy();
        algorithm = "NativePRNG";
    }

    @Substitute(reason = "no providers; the port's random numbers are all there is")
    public static SecureRandom getInstance(String algorithm) throws NoSuchAlgorithmException {
        switch (algorithm.toUpperCase(java.util.Locale.ROOT)) {
            case "NATIVEPRNG", "NATIVEPRNGBLOCKING", "NATIVEPRNGNONBLOCKING", "SHA1PRNG", "DRBG":
                return new SecureRandom();
            default:
                throw new NoSuchAlgorithmException(algorithm + " SecureRandom not available");
        }
    }

    @Substitute(reason = "no providers")
    public static SecureRandom getInstanceStrong() {
        return new SecureRandom();
    }

    @Substitute(reason = "the original makes a generator first")
    public static byte[] getSeed(int count) {
        byte[] bytes = new byte[count];
        Entropy.fill(bytes);
        return bytes;
    }

    @Substitute(reason = "asks the provider")
    private boolean getThreadSafe() {
        return true;
    }

    @Substitute(reason = "asks the provider")
    private String getProviderName() {
        return "Obol";
    }
}
