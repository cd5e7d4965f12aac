/** What the stages' scripts are made of. */
class Shell {
    /** A word that the shell takes as it is, whatever it holds. */
    static String quoted(Object word) {
        String text = word as String
        return text ==~ /[A-Za-z0-9_.,:\/@%+=-]+/ ? text : "'" + text.replace("'", "'\\''") + "'"
    }
}
