package obol.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class JavaBaseTest {
    @Test
    void packagesAreThoseOfTheModule() {
        ModuleDescriptor module = ModuleFinder.ofSystem().find("java.base").orElseThrow().descriptor();
        Set<String> exported = new TreeSet<>();
        for (ModuleDescriptor.Exports each : module.exports()) {
            if (!each.isQualified()) {
                exported.add(each.source().replace('.', '/'));
            }
        }
        for (String name : module.packages()) {
            String internal = name.replace('.', '/');
            assertEquals(!exported.contains(internal), JavaBase.hides(internal), name);
            assertEquals(true, JavaBase.has(internal), name);
        }
        for (String name : Set.of("", "com", "com/sun", "com/sun/istack", "sun", "sun/misc", "javax", "javax/inject", "jdk", "obol")) {
            assertEquals(false, JavaBase.has(name), name);
        }
    }
}
