package obol.system.files;

import java.util.Optional;

/**
 * What to change of a file.
 *
 * @param mode permissions, DM bits
 * @param accessed nanoseconds since 1970; {@link #NOW} for the server's clock; as is {@code modified}
 * @param name a new name in the same directory
 * @param replace whether {@code name} may take the place of a file that exists
 */
public record Change(Optional<Integer> mode, Optional<Long> length, Optional<Long> accessed, Optional<Long> modified,
                     Optional<String> name, boolean replace, Optional<String> owner, Optional<String> group) {
    public static final long NOW = Long.MIN_VALUE;
}
