import java.util.concurrent.TimeUnit

/** What the machines that tasks run on must have, looked at before the first task. */
class Machines {
    /** What each executor cannot do without, by the parameter that says it. */
    private static final Map<String, List<String>> NEEDS = [
        awsbatch: ['queue', 'bucket', 'region', 'container_image'],
        'google-batch': ['bucket', 'project', 'region', 'container_image'],
        azurebatch: ['bucket', 'region', 'container_image'],
        k8s: ['storage_claim', 'container_image'],
    ]

    /** Says in a sentence what is missing, and ends the run. */
    static void check(Map study) {
        String executor = nextflow.Global.session.config.process?.executor ?: 'local'
        List<String> missing = missing(executor, study)
        if (missing) {
            Refusal.of(["${executor} needs ${missing.collect { "--${it}" }.join(', ')}; docs/usage.md says what they are." as String])
        }
        Refusal.of(small(study, executor == 'local' ? Runtime.runtime.availableProcessors() : Integer.MAX_VALUE))
        // Elsewhere the tasks' machines are others than this one.
        if (executor == 'local' && study.device != 'cpu' && !gpu()) {
            Refusal.of(['This machine has no GPU that nvidia-smi can see; run without the profile gpu (--device cpu), or where there is one.'], 2)
        }
    }

    /** The parameters that an executor cannot do without and that were not given. */
    static List<String> missing(String executor, Map study) {
        List<String> needed = NEEDS.getOrDefault(executor, [])
        List<String> images = 'container_image' in needed && study.device != 'cpu' ? ['gpu_image'] : []
        return (needed + images).findAll { study[it] == null }
    }

    /**
     * What tasks would ask for in vain, a sentence each.
     *
     * @param cores of the machine that tasks run on, where that is known
     */
    static List<String> small(Map study, int cores) {
        boolean fits = [study.threads ?: 1, study.max_cpus ?: Integer.MAX_VALUE].min() <= cores
        return fits ? [] : ["--threads ${study.threads} is more than the ${cores} cores of this machine; lower it to ${cores}." as String]
    }

    /** Whether the driver answers and knows a GPU. */
    private static boolean gpu() {
        try {
            Process process = new ProcessBuilder('nvidia-smi', '--list-gpus').redirectErrorStream(true).start()
            boolean answered = process.waitFor(30, TimeUnit.SECONDS)
            return answered && process.exitValue() == 0 && process.inputStream.text.contains('GPU')
        } catch (IOException e) {
            return false
        }
    }
}
