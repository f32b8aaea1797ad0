package obol.aot.codegen;

import java.util.BitSet;
import obol.aot.ir.Position;

/**
 * What holds at the return address of a call.
 *
 * @param returnOffset  offset of the return address in the method's code
 * @param frameWords    size of the frame in words of 8 bytes, without the return address
 * @param references    bit k: the word at {@code sp + 8 * k} holds a reference, {@code sp} right after the call returns. At
 *                      the entry check, where the frame is not yet there, word 0 is the return address and the words
 *                      behind it are the caller's: the incoming arguments on the stack
 * @param registers     by hardware number, those that hold references; only where a stub is called
 * @param handlerOffset offset of the handler block in the method's code, -1 for none
 * @param position      where in the bytecode; null only at the entry check
 */
public record Safepoint(int returnOffset, int frameWords, BitSet references, int registers, int handlerOffset, Position position) {}
