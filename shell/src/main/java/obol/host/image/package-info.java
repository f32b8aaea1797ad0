/**
 * Builds what runs: single programs ({@link obol.host.image.Images}), the base image, suites, and the system's image that is linked of
 * them ({@link obol.host.image.SystemImage}); and the SDK beside them.
 *
 * <p>What is built lies under {@code target/} with a stamp of all that went into it, and is taken from there while the stamp holds. Every
 * class is verified before it is compiled, but for the library's and those on the list of trusted classes.
 */
package obol.host.image;
