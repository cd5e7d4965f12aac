import java.nio.file.Files
import java.nio.file.Path

/** Who answered the trials, and where that is written. */
class Answers {
    private static final String PERCEPTUAL = 'perceptual.csv'

    /**
     * What the analysis reads: the responses of people where the study has any, else of the perceptual observer; the sessions of
     * people; and the other observers, which are compared with them.
     *
     * @param people a table, or the folder that export or import wrote; null where the study has none
     * @param observers tables of machine observers' answers, named by their observer
     */
    static Map<String, List<Path>> of(Path people, List<Path> observers) {
        List<Path> perceptual = observers.findAll { (it.fileName as String) == PERCEPTUAL }
        List<Path> others = observers - perceptual
        if (people == null) {
            return [responses: perceptual, sessions: [], observers: others]
        }
        return Files.isDirectory(people)
            ? [responses: responses(people), sessions: sessions(people), observers: others]
            : [responses: [people], sessions: [], observers: others]
    }

    /** What export or import wrote into a folder, of the sessions that count: main and catch trials, and the practice. */
    static List<Path> responses(Path folder) {
        return present(folder, 'responses.csv', 'practice.csv')
    }

    /** The table of all sessions in such a folder, also of those that did not count. */
    static List<Path> sessions(Path folder) {
        return present(folder, 'sessions.csv')
    }

    private static List<Path> present(Path folder, String... names) {
        return names.collect { folder.resolve(it) }.findAll { Files.exists(it) }
    }
}
