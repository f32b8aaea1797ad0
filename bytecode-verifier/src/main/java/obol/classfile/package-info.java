/**
 * The class reader: bytes to an immutable {@link obol.classfile.ClassFile}. Verifier and compiler share this package
 * and nothing else; hierarchy, resolution and types are read twice, by two pieces of code.
 *
 * <p>Invariants: any input gives a class or one {@link obol.classfile.ClassFormatException} naming class, member,
 * attribute and byte; time and memory are linear in the input; recursion is bounded. Nothing here keeps the caller's
 * array, does I/O, or knows of any other class file. Objects are immutable and may be shared between threads, except
 * {@link obol.classfile.Bytecodes}, a cursor of its creator. Arrays that an accessor gives out must not be written.
 *
 * <pre>
 * ClassFile cf = ClassFile.read(bytes, "app.jar!/p/C.class");
 * cf.name() superName() interfaces() flags() has(Access.FINAL) majorVersion() packageName()
 * cf.fields() methods() field(name, descriptor) method(name, descriptor) annotation("Lp/Trusted;")
 * cf.bootstrapMethods() innerClasses() enclosingMethod() nestHost() nestMembers() recordComponents()
 *    permittedSubclasses() sourceFile() signature()
 *
 * MethodInfo m: name() descriptor() flags() isStatic() annotations() exceptions() code()    (null: abstract, native)
 * FieldInfo f:  name() descriptor() flags() constantValue()
 * Descriptor d = Descriptor.ofMethod(m.descriptor()): parameters() returnType() parameterSlots()
 *
 * Code c = m.code(): maxStack() maxLocals() bytes() handlers() lineAt(bci) localVariables() stackMapTable()
 * for (Bytecodes it = c.instructions(); it.next(); )
 *     it.bci() nextBci() opcode() local() constant() immediate() target()
 *        switchDefault() switchCount() switchKey(i) switchTarget(i) arrayType() dimensions()
 *
 * ConstantPool cp = cf.constants(): tag(i) size() utf8(i) integer(i) longValue(i) floatValue(i) doubleValue(i)
 *    string(i) className(i) memberRef(i) nameAndType(i) methodHandle(i) methodType(i) dynamic(i) invokeDynamic(i)
 * </pre>
 */
package obol.classfile;
