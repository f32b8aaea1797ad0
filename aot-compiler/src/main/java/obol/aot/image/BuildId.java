package obol.aot.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import obol.layout.image.ImageHeader;

/** The build id in an {@link ImageHeader}: a hash of everything, the header with zeros in its place included. */
final class BuildId {
    private BuildId() {}

    static void stamp(Section header, List<List<Section>> parts) {
        try {
            for (int i = 0; i < ImageHeader.BUILD_ID_SIZE; i++) header.patch8(ImageHeader.BUILD_ID + i, 0);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (List<Section> part : parts) for (Section s : part) digest.update(s.toBytes());
            byte[] id = digest.digest();
            for (int i = 0; i < ImageHeader.BUILD_ID_SIZE; i++) header.patch8(ImageHeader.BUILD_ID + i, id[i]);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
