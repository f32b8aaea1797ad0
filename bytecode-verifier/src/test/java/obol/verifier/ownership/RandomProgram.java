package obol.verifier.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Methods made of random statements about a few linear variables: aliases, branches, loops with break and continue, try in all forms,
 * handing over, null. Most are wrong; the point is that those the verifier accepts are right. One profile is one kind of linear value.
 */
final class RandomProgram {
    /** What a program is about. */
    enum Profile {
        BLOCKS("Block b0 = null, b1 = %s, b2 = null;", "b0", "b1", "b2"),
        CHANNELS("A a0 = %s, a1 = null; B e0 = null; Out o = null;", "a0", "a1", "e0"),
        RECORDS("Duo d0 = %s, d1 = null; Nest n0 = null; Block b0 = null; A a0 = null;", "d0", "d1", "b0", "a0", "n0"),
        STREAMS("Batch<Block> q0 = %s; Source<Block> s0 = null; Sink<Block> k0 = null; Block b0 = null; Pending<Block> p0 = null;",
                "q0", "s0", "k0", "b0", "p0");

        private final String declarations;
        private final String[] variables;

        Profile(String declarations, String... variables) {
            this.declarations = declarations;
            this.variables = variables;
        }
    }

    private final Random random;
    private final Profile profile;
    private int labels;

    RandomProgram(Random random, Profile profile) {
        this.random = random;
        this.profile = profile;
    }

    /** The source of a class {@code programs.NAME} with static methods {@code m0()}, {@code m1()}, and so on. */
    static String source(String name, int methods, Profile profile, Random random) {
        StringBuilder text = new StringBuilder("package programs;\nimport obol.channels.*;\nimport traced.World;\n"
                + "import traced.World.*;\nimport static traced.World.*;\npublic class " + name + " {\n");
        for (int i = 0; i < methods; i++) {
            text.append("public static void m").append(i).append("() throws Risk {\n").append(new RandomProgram(random,
                    profile).body()).append("}\n");
        }
        return text.append("}\n").toString();
    }

    private String body() {
        String first = profile.variables[profile == Profile.BLOCKS ? 1 : 0];
        StringBuilder text = new StringBuilder(String.format(profile.declarations, chance(0.4) ? "null" : maker(first))).append('\n');
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            text.append(statement(2, false)).append('\n');
        }
        for (String variable : profile.variables) {
            if (chance(0.85)) {
                text.append(ending(variable)).append('\n');
            }
        }
        return text.toString();
    }

    // ---- chance

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String variable() {
        return pick(profile.variables);
    }

    /** A statement that a variable may be null for, mostly guarded. */
    private String guarded(String variable, String statement) {
        return chance(0.75) ? "if (" + variable + " != null) { " + statement + " }" : statement;
    }

    private String fresh(String prefix) {
        return prefix + "_" + labels++;
    }

    /** Another variable of the same type, or the same. */
    private String like(String variable) {
        List<String> alike = new ArrayList<>();
        for (String each : profile.variables) {
            if (each.charAt(0) == variable.charAt(0)) {
                alike.add(each);
            }
        }
        return alike.get(random.nextInt(alike.size()));
    }

    // ---- by type

    private String maker(String variable) {
        return switch (variable.charAt(0)) {
            case 'b' -> "make()";
            case 'a' -> "conn()";
            case 'e' -> "conn().go()";
            case 'd' -> "duo()";
            case 'n' -> "nest()";
            case 'q' -> "batch()";
            case 's' -> "source()";
            case 'k' -> "sink()";
            default -> "Pending.of(make())";
        };
    }

    private static boolean hasClose(String variable) {
        return "dn".indexOf(variable.charAt(0)) < 0;
    }

    private String ending(String variable) {
        String end = hasClose(variable) && chance(0.6) ? variable + ".close();" : "eat(" + variable + ");";
        return "if (" + variable + " != null) " + end;
    }

    private String use(String v) {
        return switch (v.charAt(0)) {
            case 'b' -> pick("use(" + v + ");", v + ".size();");
            case 'a' -> pick("use(" + v + ");", v + ".x();", v + ".side().close();");
            case 'e' -> v + ".y();";
            case 'q' -> pick("use(" + v + ");", v + ".size();");
            case 'n' -> "if (" + v + ".n() > 5) risky();";
            case 's', 'k', 'p' -> v + ".ready();";
            default -> "risky();";
        };
    }

    /** What ends a variable's value, or takes it apart, or makes one of others. */
    private String special(String v) {
        return switch (v.charAt(0)) {
            case 'b' -> profile == Profile.BLOCKS
                    ? pick("World.slot.put(" + v + ");", v + " = pass(" + like(v) + ");", "eat(" + v + ");", "eat((Linear) " + v + ");")
                    : profile == Profile.RECORDS ? pick("d0 = new Duo(" + v + ", make());", "d1 = new Duo(make(), " + v + ");")
                    : pick("q0.add(" + v + ");", "k0.put(" + v + ");", "p0 = Pending.of(" + v + ");");
            case 'a' -> profile == Profile.CHANNELS
                    ? pick("e0 = " + v + ".go();", "o = " + v + ".step(); " + take(), "o = " + v + ".step();", take(), step(v), v
                    + " = " + v + ".side();",
                            "try { " + v + ".swap(make()).close(); } catch (Risk x) { " + ending(like(v)) + " }", v
                                    + ".later().await().close();")
                    : pick("n0 = new Nest(d0, " + v + ", 1);", "eat(" + v + ");");
            case 'e' -> "a0 = " + v + ".back();";
            case 'd' -> pick(v + ".l().close();", v + ".l().close(); " + v + ".r().close();", "b0 = " + v + ".l(); eat(" + v + ".r());",
                    v + " = pass(" + like(v) + ");", "n0 = new Nest(" + v + ", conn(), 2);", "try (Block z = " + v
                            + ".r()) { z.size(); " + v + ".l().close(); }");
            case 'n' -> pick("d1 = " + v + ".duo(); a0 = " + v + ".next();", v + ".duo().l().close(); " + v + ".next().close();",
                    v + ".next().close(); eat(" + v + ".duo());", "Duo " + fresh("t") + " = " + v + ".duo();");
            case 'q' -> pick("b0 = " + v + ".take();", "for (Block z; (z = " + v + ".take()) != null; ) " + pick("z.close();",
                    "eat(z);", "k0.put(z);"),
                    "while (" + v + ".size() > 0) { Block z = " + v + ".take(); if (z != null) " + pick("z.close();", v + ".add(z);")
                            + " break; }");
            case 's' -> pick("b0 = " + v + ".next();", "for (Block z; (z = " + v + ".next()) != null; ) " + pick("z.close();",
                    "q0.add(z);", "{ if (maybe()) break; z.close(); }"),
                    "try (Source<Block> y = s0) { Block z = y.next(); if (z != null) z.close(); }");
            case 'k' -> pick("k0.put(make());", "if (k0.open()) k0.put(b0);", "try (Sink<Block> y = k0) { y.put(make()); }");
            default -> pick("b0 = p0.await();", "p0.await().close();", "if (p0.ready()) b0 = p0.await(); else p0.close();");
        };
    }

    /** A call that moves the channel, with what it gives taken at once. */
    private String step(String variable) {
        return "switch (few()) { case 0: o = " + variable + ".step(); " + take() + " break; case 1: " + variable + " = " + variable
                + ".go().back(); break; default: }";
    }

    private String take() {
        String p = fresh("p");
        String q = fresh("q");
        String r = fresh("r");
        String first = pick("a1 = " + p + ".next();", p + ".next().close();", "eat(" + p + ".next());", "a0 = " + p + ".next(); " + p
                + ".n();");
        String second = pick("e0 = " + q + ".next(); " + q + ".blk().close();", q + ".next().close(); " + q + ".blk().close();",
                "e0 = " + q + ".next();", "try (B z = " + q + ".next(); Block y = " + q + ".blk()) { z.y(); }");
        String third = pick("eat(" + r + ".duo());", "Duo z = " + r + ".duo(); z.l().close(); z.r().close();");
        String inner = "if (o instanceof N2 " + q + ") { " + second + " } else if (o instanceof N4 " + r + ") { " + third + " }";
        return switch (random.nextInt(5)) {
            case 0 -> "if (o instanceof N1 " + p + ") { " + first + " } else " + inner;
            case 1 -> "if (o instanceof N1 " + p + ") { " + first + " } " + inner;
            case 2 -> "if (!(o instanceof N1 " + p + ")) { " + inner + " } else { " + first + " }";
            case 3 -> "if (o instanceof Mid) { " + inner + " } else if (o instanceof N1 " + p + ") { " + first + " }";
            default -> "if (o instanceof N1 " + p + ") { " + first + " }";
        };
    }

    // ---- statements

    private String statement(int depth, boolean inLoop) {
        String v = variable();
        double kind = random.nextDouble();
        if (kind < 0.12) {
            return v + " = " + maker(v) + ";";
        } else if (kind < 0.34) {
            return guarded(v, special(v));
        } else if (kind < 0.46) {
            return ending(v);
        } else if (kind < 0.54) {
            return guarded(v, use(v));
        } else if (kind < 0.60) {
            return v + " = " + pick(like(v), "null", like(v)) + ";";
        } else if (kind < 0.63) {
            return v + " = maybe() ? " + like(v) + " : " + pick(maker(v), "null", like(v)) + ";";
        } else if (kind < 0.65) {
            return pick("risky();", "if (maybe()) return;", "if (maybe()) throw new Odd();", "if (" + v + " == null) return;");
        } else if (kind < 0.67 && inLoop) {
            return pick("if (maybe()) break;", "if (maybe()) continue;");
        } else if (kind < 0.69 && profile == Profile.BLOCKS) {
            return v + " = World.slot.take();";
        } else if (depth <= 0) {
            return guarded(v, use(v));
        }
        return nested(depth - 1, inLoop, random.nextInt(12), v);
    }

    private String nested(int depth, boolean inLoop, int kind, String v) {
        String name = fresh("i");
        return switch (kind) {
            case 0, 1, 2 -> "if (maybe()) { " + block(depth, inLoop) + " }" + (chance(0.6) ? " else { " + block(depth, inLoop) + " }" : "");
            case 3, 4 -> "for (int " + name + " = few(); " + name + " > 0; " + name + "--) { " + block(depth, true) + " }";
            case 5 -> "do { " + block(depth, true) + " } while (maybe());";
            case 6, 7 -> "try { risky(); " + block(depth, inLoop) + " } catch (Risk " + name + ") { " + block(depth, inLoop) + " }";
            case 8 -> "try { " + block(depth, inLoop) + " } finally { " + ending(v) + " }";
            case 9 -> "try { if (maybe()) risky(); " + block(depth, inLoop) + " } catch (Risk " + name + ") { " + ending(v)
                    + " throw " + name + "; } finally { risky(); }";
            case 10 -> "switch (few()) { case 0: " + block(depth, false) + " break; case 1: " + block(depth, false) + " default: "
                    + block(depth, false) + " }";
            default -> scope(depth, inLoop, name);
        };
    }

    /** A try with a resource of its own; a channel that goes on under another name within it. */
    private String scope(int depth, boolean inLoop, String name) {
        if (profile != Profile.CHANNELS) {
            return "try (Block " + name + " = make()) { use(" + name + "); " + block(depth, inLoop) + " }";
        }
        String now = fresh("now");
        return "try (A " + name + " = conn()) { A " + now + " = " + name + "; "
                + pick(now + " = " + now + ".go().back();", "for (int z = few(); z > 0; z--) { B y = " + now + ".go(); " + now
                + " = y.back(); }", "")
                + " " + now + ".x(); " + pick(now + ".close();", "e0 = " + now + ".go();", "eat(" + now + ");", "") + " "
                + block(depth, inLoop) + " }";
    }

    private String block(int depth, boolean inLoop) {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            text.append(statement(depth, inLoop)).append(' ');
        }
        return text.toString();
    }
}
