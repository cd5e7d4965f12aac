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

    /** Where Nextflow itself has them: it takes them out of the parameters before it reads a file of the user's. */
    private static final Map<String, Map<String, String>> SETTINGS = [
        awsbatch: [bucket: 'workDir', region: 'aws.region'],
        'google-batch': [bucket: 'workDir', project: 'google.project', region: 'google.location'],
        azurebatch: [bucket: 'workDir', region: 'azure.batch.location'],
        k8s: [storage_claim: 'k8s.storageClaimName'],
    ]

    /** Says in a sentence what is missing, and ends the run. */
    static void check(Map study) {
        Map config = nextflow.Global.session.config
        String executor = config.process?.executor ?: 'local'
        Refusal.of(faults(executor, study, config))
        Refusal.of(small(study, executor == 'local' ? Runtime.runtime.availableProcessors() : Integer.MAX_VALUE))
        // Elsewhere the tasks' machines are others than this one.
        if (executor == 'local' && study.device != 'cpu' && !gpu()) {
            Refusal.of(['This machine has no GPU that nvidia-smi can see; run without the profile gpu (--device cpu), or where there is one.'], 2)
        }
    }

    /**
     * What an executor cannot do without and does not have, a sentence for all of it.
     *
     * @param config Nextflow's settings
     */
    static List<String> faults(String executor, Map study, Map config) {
        List<String> needed = NEEDS.getOrDefault(executor, [])
        needed += 'container_image' in needed && study.device != 'cpu' ? ['gpu_image'] : []
        Map<String, String> settings = SETTINGS.getOrDefault(executor, [:])
        List<String> absent = needed.findAll { name ->
            settings[name] ? !isSet(settings[name], config) : study[name] == null
        }
        List<String> late = absent.findAll { study[it] != null }
        if (late) {
            return [("${late.collect { "--${it}" }.join(', ')}: a file given by -c is read after Nextflow needs this; " +
                "give it on the command line or by -params-file, or set ${late.collect { settings[it] }.join(', ')} in that file.") as String]
        }
        return absent ? ["${executor} needs ${absent.collect { "--${it}" }.join(', ')}; docs/usage.md says what they are." as String] : []
    }

    private static boolean isSet(String setting, Map config) {
        def value = setting.tokenize('.').inject(config) { part, name -> part instanceof Map ? part[name] : null }
        return value && (setting != 'workDir' || (value as String).contains('://'))
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
