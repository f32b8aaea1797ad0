package remote;

import obol.channels.AsFile;
import obol.channels.Block;
import obol.channels.Contract;
import obol.channels.Opens;
import obol.channels.Pending;
import obol.channels.Sink;
import obol.channels.Source;

/** Something of everything that a contract may have. */
public interface Shop extends Contract {
    int price(String article) throws SoldOut;

    Order order(String article);

    Pending<String> echo(String word);

    Source<Integer> numbers(int count);

    Sink<String> notes();

    int noted();

    Block reversed(Block block);

    @Opens
    Bell bell();

    int ring(Bell bell, int times);

    void crash();

    @AsFile
    String sign();

    @AsFile
    void setSign(String text);

    /** Does not come back. */
    void hang();

    interface Order extends Contract {
        int total();

        Shop pay(int coins);
    }

    interface Bell extends Contract {
        int ring();
    }

    class SoldOut extends Exception {
        private static final long serialVersionUID = 1;

        public SoldOut(String message) {
            super(message);
        }
    }
}
