import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import java.nio.file.Files
import java.nio.file.Path

/** The run's parameters: what the user and the profile gave, checked and completed before any task starts. */
class Parameters {
    /** No result depends on these, nor on those of {@link #RUNNING}. */
    private static final List<String> SILENT = ['device', 'outdir']
    /** Groups of the schema. */
    private static final List<String> RUNNING = ['running', 'machines']
    /** What an analysis of several runs depends on. */
    private static final List<String> COMPARED = ['seed', 'practice', 'pass_mark', 'equivalence_margin']

    private final Map<String, Object> given
    private final Path projectDir
    private final Schema schema

    /**
     * @param given by name; what is null was not given
     */
    Parameters(Map given, Path projectDir) {
        // A profile may also give memory and time, as Nextflow has them; an institution's says whose it is.
        this.given = given.findAll { name, value -> value != null && !name.startsWith('config_profile_') }
            .collectEntries { name, value -> [name as String, value instanceof Number || value instanceof Boolean ? value : value as String] }
        this.projectDir = projectDir
        this.schema = new Schema(projectDir)
    }

    /** Prints the help and exits, where that is asked for. */
    void help() {
        if (given.help) {
            String name = given.help instanceof String ? (given.help as String).replaceFirst('^-+', '') : ''
            Refusal.of(name && !schema.parameters[name] ? ["There is no parameter --${name}; --help lists them." as String] : [])
            println(name ? schema.about(name, given) : schema.help(given))
            System.exit(0)
        }
    }

    /**
     * What the tool check says of them: all parameters by name, and the bytes that the work folder is going to hold. Its faults are
     * said as they are, and end the run. What only Nextflow can reach, in a bucket say, is looked for here.
     *
     * @param tools whether there are tools on this machine. Where they are in the tasks' image alone, the parameters are completed by the
     *     schema's defaults alone: each tool checks its own, and what depends on others ({@code weakest}) is not described
     */
    Map<String, Object> checked(boolean tools) {
        Refusal.of(missing())
        if (!tools) {
            Refusal.of(unknown())
            return placed([parameters: completed(), work_bytes: null])
        }
        Process check = new ProcessBuilder(
            projectDir.resolve('bin/pragnanz') as String, 'check', '--project', projectDir as String, '--parameters', '/dev/stdin', '--threads', '1',
        ).start()
        check.outputStream.withWriter('UTF-8') { it << JsonOutput.toJson(given) }
        StringBuilder result = new StringBuilder()
        StringBuilder faults = new StringBuilder()
        check.waitForProcessOutput(result, faults)
        if (check.exitValue() != 0) {
            Refusal.of(faults.readLines().collect { it.replaceFirst('^check: ', '') }, check.exitValue())
        }
        return placed(new JsonSlurper().parseText(result as String) as Map<String, Object>)
    }

    /** With the folder that results go to where none was named. */
    private static Map<String, Object> placed(Map<String, Object> checked) {
        checked.parameters.outdir = checked.parameters.outdir ?: "results/${checked.parameters.experiment}" as String
        return checked
    }

    /** What lies elsewhere and is not there, a sentence each. */
    List<String> missing() {
        return given.findAll { name, value -> value && schema.isPath(name as String) && isReachable(name as String, value as String) }
            .collect { name, value -> absence(name as String, value as String) }
            .findAll { it }
    }

    /** Of folders those in buckets alone: no other server lists what it holds, and the tool check says so. */
    private boolean isReachable(String name, String value) {
        return value ==~ /(s3|gs|az):\/\/.*/ || (value.contains('://') && schema.parameters[name].format == 'file-path')
    }

    private static String absence(String name, String value) {
        try {
            boolean there = Files.exists(nextflow.Nextflow.file(value, glob: false) as Path)
            return there ? null : "--${name}: there is no file ${value}."
        } catch (Exception e) {
            return "--${name}: ${value} cannot be reached (${e.message}); a bucket needs Nextflow's plugin for its cloud, and the keys to it."
        }
    }

    /** Without the nearest name, which the tool check finds. */
    List<String> unknown() {
        return given.keySet().findAll { !schema.parameters.containsKey(it) }
            .collect { "There is no parameter --${it}; --help lists them." as String }
    }

    /** What was given, else the schema's defaults. */
    Map<String, Object> completed() {
        return schema.parameters.collectEntries { name, rule -> [name, given.getOrDefault(name, rule.default)] }
    }

    /** The parameters that shape results, as NAME=VALUE, for the report: files by their names, since a path says nothing elsewhere. */
    List<String> described(Map study) {
        List<String> silent = SILENT + RUNNING.collectMany { (schema.groups[it].properties as Map).keySet() } +
            (study.model == 'phantom' ? [] : ['phantom_images']) + (study.units ? ['unit_count'] : [])
        return study.findAll { name, value -> value != null && !(name in silent) && (!study.compare || name in COMPARED) }
            .collect { name, value -> "${name}=${value instanceof CharSequence && value.contains('/') ? new File(value as String).name : value}" as String }
            .sort()
    }
}
