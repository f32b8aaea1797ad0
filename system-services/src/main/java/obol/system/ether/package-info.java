/**
 * An Ethernet device as a contract: {@link obol.system.ether.Ether}, which its driver serves under the name {@code ether}, and the form in
 * which frames lie in a block, {@link obol.system.ether.Frames}.
 */
package obol.system.ether;
