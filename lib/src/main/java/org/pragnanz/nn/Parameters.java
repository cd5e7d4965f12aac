package org.pragnanz.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The parameters that a program uses, each once, as it finds them in a list. */
final class Parameters {
  private final String list;
  private final Precision precision;
  private final List<String> names = new ArrayList<>();
  private final List<String> prepared = new ArrayList<>();

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
    return use(name, raw -> raw);
  }

  /**
   * The expression for a parameter.
   *
   * @param preparation from the expression for it as the checkpoint has it to that for what is used
   */
  String use(String name, UnaryOperator<String> preparation) {
    if (!names.contains(name)) {
      names.add(name);
      prepared.add(preparation.apply(precision.of("raw[%d]".formatted(names.size() - 1))));
    }
    return "%s[%d]".formatted(list, names.indexOf(name));
  }

  List<String> names() {
    return names;
  }

  /** The method that makes the list of those as the checkpoint has them, {@code raw}. */
  String method(String method) {
    return "  def %s(self, raw: List[Tensor]) -> List[Tensor]:\n    return [%s]\n"
        .formatted(method, String.join(", ", prepared));
  }
}
