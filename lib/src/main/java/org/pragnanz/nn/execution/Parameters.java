package org.pragnanz.nn.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The parameters that a program uses, each once, as it finds them in a list. */
final class Parameters {
  private final String list;
  private final Precision precision;
  private final List<String> names = new ArrayList<>();
  private final List<String> prepared = new ArrayList<>();
  private final Map<String, List<String>> used = new HashMap<>();
  private int tensors;

  /**
   * @param list the list's variable in the program
   * @param precision in which the program uses them
   */
  Parameters(String list, Precision precision) {
    this.list = list;
    this.precision = precision;
  }

  /** The expression for a parameter that is used as the checkpoint has it. */
  String use(String name) {
    return use(name, 1, raw -> "[" + raw + "]").get(0);
  }

  /**
   * The expressions for the tensors that are made of a parameter.
   *
   * @param parts how many they are
   * @param preparation from the expression for the parameter as the checkpoint has it to that for
   *     their list
   */
  List<String> use(String name, int parts, UnaryOperator<String> preparation) {
    return used.computeIfAbsent(
        name,
        first -> {
          prepared.add(preparation.apply(precision.of("raw[%d]".formatted(names.size()))));
          names.add(name);
          int from = tensors;
          tensors += parts;
          return IntStream.range(from, tensors).mapToObj(i -> list + "[" + i + "]").toList();
        });
  }

  List<String> names() {
    return names;
  }

  /** The expression for the list, of the parameters as the checkpoint has them, {@code raw}. */
  String prepared() {
    return String.join(" + ", prepared);
  }
}
