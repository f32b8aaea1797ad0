package obol.aot.ir;

import obol.aot.world.JClass;

/**
 * What to allocate: the class; its instance size in bytes or, for arrays, the offset of element 0; and for arrays log2 of
 * the element size (-1: no array).
 */
public record Allocation(JClass type, int size, int elementShift) {}
