package mutants;

class Link {
    Object value;
    Link next;

    Link(Object value, Link next) {
        this.value = value;
        this.next = next;
    }
}
