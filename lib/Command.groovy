/** What a stage's script gives to pragnanz. */
class Command {
    private static Map<String, String> fingerprints = [:]

    /** Before the first task: the fingerprints of this run's tools by command. */
    static void take(Map<String, String> fingerprints) {
        this.fingerprints = fingerprints
    }

    /**
     * A command and the build it is to be of, which bin/pragnanz checks. A stage has it in its directive {@code ext}, and so in
     * its tasks' keys: a rebuilt tool re-runs the tasks that use it and no other.
     */
    static String of(String command) {
        String build = fingerprints[command]
        return build ? "${command}@${build}" : command
    }
}
