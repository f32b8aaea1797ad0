/**
 * The ownership verifier by itself: random programs whose runs are traced, crafted class files, and bounds. The channels that they are
 * compiled against are stand-ins among the resources ({@code ownership/traced}) with the signatures of the real ones, whose handles watch
 * their use. Java as people write it is in the module {@code tests}.
 */
package obol.verifier.ownership;
