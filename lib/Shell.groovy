/** What the stages' scripts are made of. */
class Shell {
    /** A word that the shell takes as it is, whatever it holds. */
    static String quoted(Object word) {
        return "'" + (word as String).replace("'", "'\\''") + "'"
    }
}
