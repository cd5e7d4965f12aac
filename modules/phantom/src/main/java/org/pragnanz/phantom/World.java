package org.pragnanz.phantom;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.random.Draws;

/**
 * Where the phantom's images come from: classes, each fond of some patterns, and scenes of them.
 * Everything is a draw from the seed, keyed by what it is for, so that an image does not depend on
 * how many there are.
 *
 * @param seed the seed
 * @param typical for each class the patterns it is fond of
 */
record World(long seed, List<List<Pattern>> typical) {
  /**
   * WordNet 3.0 ids of the classes: four each of birds, snakes, cats, cars, stringed instruments
   * and fruit, so that classes meet a few hypernyms up.
   */
  static final List<String> SYNSETS =
      List.of(
          "n01530575",
          "n01531178",
          "n01580077",
          "n01582220", // brambling, goldfinch, jay, magpie
          "n01735189",
          "n01744401",
          "n01748264",
          "n01753488", // garter snake, python, cobra, viper
          "n02123045",
          "n02123394",
          "n02123597",
          "n02124075", // tabby, Persian, Siamese, Egyptian
          "n03100240",
          "n03594945",
          "n03770679",
          "n04285008", // convertible, jeep, minivan, sports car
          "n02676566",
          "n02787622",
          "n02992211",
          "n04536866", // guitar, banjo, cello, violin
          "n07745940",
          "n07747607",
          "n07749582",
          "n07753275"); // strawberry, orange, lemon, pineapple

  /** How many patterns a class is fond of. */
  private static final int FAVOURITES = 3;

  /** Draws the classes' favourite patterns. */
  static World of(long seed) {
    List<Pattern> patterns = List.of(Pattern.values());
    List<List<Pattern>> typical = new ArrayList<>();
    for (float[] row :
        Mixing.draw(
            Draws.generator(seed, "phantom classes"),
            SYNSETS.size(),
            patterns.size(),
            FAVOURITES)) {
      typical.add(patterns.stream().filter(p -> row[p.index()] > 0).toList());
    }
    return new World(seed, List.copyOf(typical));
  }

  /** The class of the {@code index}-th image: they take turns. */
  static int kind(int index) {
    return index % SYNSETS.size();
  }

  /** An image's id, as the catalog calls it. */
  static String id(int index) {
    return "%s/%05d.png".formatted(SYNSETS.get(kind(index)), index);
  }

  /**
   * Draws a scene.
   *
   * @param purpose which set of images, such as "study"
   */
  Scene scene(String purpose, int index) {
    return Scene.draw(Draws.generator(seed, "phantom " + purpose, index), typical.get(kind(index)));
  }
}
