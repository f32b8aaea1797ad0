package obol.styx.ram;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import obol.styx.Message;
import obol.styx.server.User;

/**
 * Names and numbers of users and groups, for dialects that know only one of them. A user whom the
 * table lacks is known by the number as a name, or by the name with the number of nobody.
 */
public final class Users {
    /** Linux's usual number for who has none. */
    public static final int NOBODY = 65534;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<String, Set<String>> members = new HashMap<>();

    Users() {
        add("root", 0);
        add("nobody", NOBODY);
    }

    public void add(String name, int number) {
        numbers.put(name, number);
        names.put(number, name);
    }

    /** Everybody is a member of the group of the own name without this. */
    public void join(String user, String group) {
        members.computeIfAbsent(group, g -> new HashSet<>()).add(user);
    }

    String name(int number) {
        String name = names.get(number);
        return name == null ? Integer.toUnsignedString(number) : name;
    }

    int number(String name) {
        return numbers.getOrDefault(name, NOBODY);
    }

    boolean known(String name) {
        return numbers.containsKey(name);
    }

    String name(User user) {
        return user.hasNumber() ? name(user.number()) : user.name();
    }

    int number(User user) {
        return user.hasNumber() ? user.number() : number(user.name());
    }

    boolean member(User user, String group, int gid) {
        String name = name(user);
        Set<String> set = members.get(group);
        return name.equals(group) || user.hasNumber() && user.number() == gid && gid != Message.NONUNAME
                || set != null && set.contains(name);
    }
}
