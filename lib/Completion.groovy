/** What a user reads last: where the results are, or the sentence that matters of Nextflow's long account of a failure. */
class Completion {
    /** Notes what is about the run in {@code pipeline_info}, and says where the results of a good one are. */
    static void done(Map study, def workflow) {
        if (!RunReports.hasTasks(workflow)) {
            if (workflow.success) {
                println('\nNothing was run, and no result was touched.')
            }
            return
        }
        RunReports.keep(ResultsFolder.about())
        boolean local = WorkFolder.isLocal(workflow.workDir)
        long bytes = local ? WorkFolder.size(workflow.workDir) : 0
        Provenance.write(ResultsFolder.about().resolve(RunReports.stamped('run.json')), study, workflow, bytes)
        Hook.post(study.hook, study, workflow)
        if (!workflow.success) {
            return
        }
        if (workflow.stubRun) {
            println("\nA dry run: nothing was computed. ${about(study, 'trace.txt')} has the tasks and what they ask for; ${about(study, 'dag.html')} draws them.")
            return
        }
        int dropped = ResultsFolder.dropEarlier()
        println("\nThe report is ${study.outdir}/analysis/report.html; open it in a browser.")
        if (dropped) {
            println("Removed from ${study.outdir} what an earlier run left there and this one did not make: ${dropped} ${dropped == 1 ? "file" : "files"}.")
        }
        if (study.reference) {
            println("The results are those of ${study.reference}: ${study.outdir}/pipeline_info/verdict.txt says so file by file.")
        }
        if (local) {
            println("The work folder holds ${WorkFolder.readable(bytes)}, kept for -resume; ./nextflow clean -f ${workflow.runName} frees this run's share.")
        }
    }

    /**
     * Prints the failed task's last line on standard error, which is the tool's sentence, and what to do.
     *
     * @param errors the task's standard error; null where no task failed
     */
    static void failed(String errors) {
        String sentence = sentence(errors)
        if (sentence) {
            // A verdict is no fault that could be mended.
            String advice = sentence.startsWith('review:') ? '' : '\nWhat was done is kept: mend this, and type the same command with -resume.'
            System.err.println("\n${sentence}${advice}")
        }
    }

    /** The last line of a task's standard error that says what went wrong; null where none does. */
    static String sentence(String errors) {
        // Container engines end with where to read more.
        List<String> lines = (errors ?: '').readLines()*.trim().findAll { it && !it.contains('--help') }
        return lines ? lines.last() : null
    }

    private static String about(Map study, String name) {
        return "${study.outdir}/pipeline_info/${RunReports.stamped(name)}"
    }
}
