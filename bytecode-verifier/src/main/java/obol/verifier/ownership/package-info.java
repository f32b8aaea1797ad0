/**
 * Ownership and typestate: the second pass, over methods that passed the type rules. It shows that each linear value (an endpoint of a
 * contract, a block, a stream, a record that holds one) has one owner at a time, that none is used after it ended, and that none is lost
 * on a normal path. The rules are those of docs/verifier.md; isolation never rests on them, for the run time empties the handle of what was
 * given away and stubs compare generations.
 *
 * <p>Entry: {@link obol.verifier.ownership.OwnershipVerifier}, one for a namespace. The parts, in the order of use:
 * <ul>
 * <li>what types mean: {@code LinearTypes} (which classes are linear, what a record owns), {@code GenericType} and {@code SignatureReader}
 * (type arguments, unknown ones as cells), {@code Unifier};
 * <li>what is known at a place: {@code Value} (of a slot), {@code Knowledge} (of one linear value: {@code Status}, {@code Parts}), {@code
 * State} (of all slots), {@code StateJoin};
 * <li>what instructions do: {@code InstructionTransfer}, {@code CallTransfer}, {@code LambdaRules}; along which edges: {@code ControlFlow},
 * {@code ExceptionFlow}, {@code Liveness};
 * <li>{@code MethodAnalysis}, the fixpoint over a method and then one pass that reports; {@code DeclarationRules}, what needs no code;
 * {@code OwnershipRule}, {@code OwnershipFault} and {@code FaultLog}, what is said.
 * </ul>
 *
 * <p>Invariants. Values are compared by identity of what they hold: all slots with the number of one linear value hold the same object. A
 * StackMapTable is never trusted, for javac writes plain class types where paths meet; nor is debug information, which names things in
 * messages only. A Signature attribute is a hint that is checked: it cannot hide a linear type of the descriptor, and type arguments are
 * compared wherever a value changes hands, so a lie in one place is a fault in another. Statuses are sets that only grow at a join, so
 * the fixpoint ends; its work is counted, and a method that needs too much is refused. No exception for any class file that was read.
 * Objects belong to the thread of their OwnershipVerifier.
 */
package obol.verifier.ownership;
