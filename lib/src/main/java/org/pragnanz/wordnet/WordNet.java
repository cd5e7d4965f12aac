package org.pragnanz.wordnet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.POS;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.dictionary.Dictionary;

/**
 * The nouns of WordNet 3.0 and what they are kinds of.
 *
 * <p>A synset is named as in ImageNet: {@code n} and the eight digits of its offset in WordNet 3.0
 * (n02084071 is dog). A synset may have several hypernyms (a dog is a canine and a domestic
 * animal); every path upward counts, and distances are those of the shortest.
 */
public final class WordNet {
  private static final Pattern ID = Pattern.compile("n\\d{8}");

  private final Dictionary dictionary;
  private final Map<String, Optional<Map<Long, Integer>>> hypernyms = new HashMap<>();

  /** Opens the dictionary that comes with the tool. */
  public WordNet() {
    try {
      dictionary = Dictionary.getDefaultResourceInstance();
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet's data are missing from the class path", e);
    }
  }

  /** Whether this is the id of a noun synset. */
  public boolean has(String synset) {
    return hypernyms(synset).isPresent();
  }

  /**
   * How many hypernyms one must climb from a synset until another lies at or below where one
   * stands: 0 where {@code other} is {@code synset} or a kind of it.
   *
   * @return empty where the two have no hypernym in common
   * @throws IllegalArgumentException where one of them is no synset
   */
  public OptionalInt climbs(String synset, String other) {
    Map<Long, Integer> above = distances(synset);
    return distances(other).keySet().stream().filter(above::containsKey).mapToInt(above::get).min();
  }

  /**
   * Length of the shortest path between two synsets, up to a common hypernym and down again.
   *
   * @return empty where the two have no hypernym in common
   * @throws IllegalArgumentException where one of them is no synset
   */
  public OptionalInt steps(String synset, String other) {
    Map<Long, Integer> above = distances(synset);
    return distances(other).entrySet().stream()
        .filter(entry -> above.containsKey(entry.getKey()))
        .mapToInt(entry -> entry.getValue() + above.get(entry.getKey()))
        .min();
  }

  /** The synset and everything above it, with the number of steps to each. */
  private Map<Long, Integer> distances(String synset) {
    return hypernyms(synset)
        .orElseThrow(() -> new IllegalArgumentException("no noun synset: " + synset));
  }

  private Optional<Map<Long, Integer>> hypernyms(String synset) {
    return hypernyms.computeIfAbsent(
        synset,
        id -> ID.matcher(id).matches() ? find(Long.parseLong(id.substring(1))) : Optional.empty());
  }

  private Optional<Map<Long, Integer>> find(long offset) {
    return synset(offset).map(WordNet::climb);
  }

  private Optional<Synset> synset(long offset) {
    try {
      // An offset into the middle of an entry gives the entry around it, or unreadable text.
      return Optional.ofNullable(dictionary.getSynsetAt(POS.NOUN, offset))
          .filter(synset -> synset.getOffset() == offset);
    } catch (JWNLException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Map<Long, Integer> climb(Synset from) {
    Map<Long, Integer> distances = new HashMap<>(Map.of(from.getOffset(), 0));
    Deque<Synset> reached = new ArrayDeque<>(List.of(from));
    while (!reached.isEmpty()) {
      Synset synset = reached.remove();
      int distance = distances.get(synset.getOffset()) + 1;
      above(synset)
          .filter(parent -> distances.putIfAbsent(parent.getOffset(), distance) == null)
          .forEach(reached::add);
    }
    return Map.copyOf(distances);
  }

  private static Stream<Synset> above(Synset synset) {
    return Stream.of(PointerType.HYPERNYM, PointerType.INSTANCE_HYPERNYM)
        .flatMap(type -> synset.getPointers(type).stream())
        .map(WordNet::target);
  }

  private static Synset target(Pointer pointer) {
    try {
      return pointer.getTargetSynset();
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet's data are damaged", e);
    }
  }
}
