package obol.channels.text;

import java.util.ArrayList;
import java.util.List;
import obol.channels.codec.Writer;
import obol.channels.contract.ContractModel;
import obol.channels.contract.Definition;
import obol.channels.contract.MessageType;
import obol.channels.contract.Operation;

/**
 * The text of a file that is a member of a contract ({@code @AsFile}): that of {@code call}, but a char, enum, UUID or {@code java.time}
 * value stands as a String does, as it is. Immutable; any thread.
 */
public final class FileText {
    private final ContractModel model;

    public FileText(ContractModel model) {
        this.model = model;
    }

    /** What reading a file gives. @param printed the result of the call, as {@link TextCall} prints it */
    public String text(Operation get, String printed) {
        try {
            return isText(get.result().plain()) && get.result().plain() != MessageType.Scalar.STRING
                    && JsonParser.value(printed.strip()) instanceof Json.Text text ? text.value() + "\n" : printed;
        } catch (BadText impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The argument of a call, as JSON, for the text of a file, or for a name in a folder. One newline at the end does not count. */
    public String argument(Operation operation, String text) {
        String value = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return isText(operation.parameters().get(0).plain()) ? Conversation.quote(value) : value;
    }

    /** Whether a name can be the argument of a call: is of its type and within its bounds. */
    public boolean isArgument(Operation operation, String name) {
        try {
            new TextForm(model).write(new Writer("name"), operation.parameters().get(0), JsonParser.value(argument(operation, name)));
            return true;
        } catch (BadText | IllegalArgumentException otherwise) {
            return false;
        }
    }

    /** The names that a folder has. @param printed the list of them, as {@link TextCall} prints it */
    public List<String> names(String printed) {
        List<String> names = new ArrayList<>();
        try {
            if (JsonParser.value(printed.strip()) instanceof Json.Array array) {
                for (Json element : array.elements()) {
                    names.add(element instanceof Json.Text text ? text.value() : element.kind());
                }
            }
        } catch (BadText impossible) {
            throw new IllegalStateException(impossible);
        }
        names.removeIf(name -> name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0);
        return names;
    }

    private boolean isText(MessageType type) {
        MessageType.Scalar scalar = TextForm.scalar(type);
        return scalar != null ? scalar != MessageType.Scalar.BOOLEAN && !ScalarText.isNumber(scalar)
                : type instanceof MessageType.Data data && model.data().get(data.name()) instanceof Definition.Enumeration;
    }
}
