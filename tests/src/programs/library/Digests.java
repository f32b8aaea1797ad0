package library;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

final class Digests {
    private Digests() {}

    static void run() throws Exception {
        byte[] data = "The quick brown fox jumps over the lazy dog".repeat(20).getBytes(StandardCharsets.UTF_8);
        for (String algorithm : new String[] {"MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA3-256"}) {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(data, 0, 100);
            digest.update(data[100]);
            System.out.println(algorithm + digest.getDigestLength() + " " + HexFormat.of().formatHex(digest.digest(data)));
        }
        try {
            MessageDigest.getInstance("SHA-999");
        } catch (NoSuchAlgorithmException e) {
            System.out.println(e);
        }
        System.out.println(Base64.getEncoder().encodeToString(data).hashCode() + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {-1, -2}) + Base64.getMimeEncoder().encodeToString(data).length() + new String(Base64.getDecoder().decode("b2JvbA==")));
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        SecureRandom other = SecureRandom.getInstance("NativePRNG");
        System.out.println(java.util.Arrays.equals(random, other.generateSeed(32)) + new SecureRandom().getAlgorithm());
    }
}
