/** What a stage's script gives to pragnanz. */
class Command {
    private static Map study = [:]
    private static Map<String, String> fingerprints = [:]

    /** Before the first task: this run's parameters by name, and the fingerprints of its tools by command. */
    static void take(Map study, Map<String, String> fingerprints) {
        this.study = study
        this.fingerprints = fingerprints
    }

    /**
     * A command, the build it is to be of, which bin/pragnanz checks, and as options the parameters that the stage depends on.
     * A stage has this in its directive {@code ext}, and so in its tasks' keys: another value of one of them, or a rebuilt tool,
     * re-runs the tasks that use it and no other.
     *
     * @param parameters names; an option has its parameter's name, with hyphens. What is absent or false gives none
     */
    static String of(String command, List<String> parameters = []) {
        String build = fingerprints[command]
        return ([build ? "${command}@${build}" : command] + parameters.collectMany { option(it) }).join(' ')
    }

    private static List<String> option(String name) {
        String option = '--' + name.replace('_', '-')
        def value = study[name]
        if (value == null || value == false) {
            return []
        }
        return value == true ? [option] : [option, Shell.quoted(value)]
    }
}
