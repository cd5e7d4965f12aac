package org.pragnanz.analyze.responses;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tables that findings come from.
 *
 * @param responses answers, of one experiment and model or of several
 * @param columns map of the columns of {@code responses} where they are another study's
 * @param sessions sessions, also those that ended before their time
 * @param units the units' relative depth
 * @param importance the units' importance
 * @param alignment the dictionaries' alignment
 * @param observers answers of machine observers, to be compared with the responses
 * @param recovery how well planted patterns were recovered (phantom only)
 */
public record Sources(
    List<Path> responses,
    Optional<Path> columns,
    List<Path> sessions,
    List<Path> units,
    List<Path> importance,
    List<Path> alignment,
    List<Named> observers,
    Optional<Path> recovery) {}
