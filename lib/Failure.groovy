/** What a user reads last of a run that failed: Nextflow's own account of it is long, and the sentence that matters stands inside. */
class Failure {
    /**
     * Prints the failed task's last line on standard error, which is the tool's sentence, and what to do.
     *
     * @param errors the task's standard error; null where no task failed
     */
    static void tell(String errors) {
        List<String> lines = (errors ?: '').readLines()*.trim().findAll()
        if (lines) {
            System.err.println("\n${lines.last()}\nWhat was done is kept: mend this, and type the same command with -resume.")
        }
    }
}
