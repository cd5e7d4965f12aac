/** Ends a run before its first task. */
class Refusal {
    /** Says what is wrong, a line each, on standard error, and exits; does nothing where nothing is wrong. */
    static void of(List<String> sentences, int code = 1) {
        if (sentences) {
            sentences.each { System.err.println(it) }
            System.exit(code)
        }
    }
}
