import groovy.json.JsonOutput
import java.nio.file.Files
import java.nio.file.Path

/** Where the code and the run come from. */
class Provenance {
    /**
     * The code's revision: name and date of the checked-out commit, and whether files differ from it. Without git, the release
     * that CITATION.cff names. The date stands for a clock in results, which hold none.
     */
    static Map<String, String> revision(Path projectDir) {
        String commit = git(projectDir, 'log', '-1', '--format=%H %cs')
        if (commit) {
            String changed = git(projectDir, 'status', '--porcelain', '--untracked-files=no') ? ' with local changes' : ''
            return [name: commit.tokenize(' ').first() + changed, date: commit.tokenize(' ').last()]
        }
        String citation = projectDir.resolve('CITATION.cff').text
        return [name: 'release ' + (citation =~ /(?m)^version: (.+)$/)[0][1], date: (citation =~ /(?m)^date-released: "(.+)"$/)[0][1]]
    }

    /** The files that the user gave, each of which the results depend on. */
    static List<Path> given(Map study) {
        return ['labels', 'units', 'classes', 'weights', 'observer_weights', 'responses'].findAll { study[it] }
            .collect { nextflow.Nextflow.file(study[it], glob: false) as Path }
            .collectMany { Path path -> Files.isDirectory(path) ? Answers.responses(path) + Answers.sessions(path) : [path] }
    }

    /** Writes what is about this run and not about the study, its clock and versions. */
    static void write(Path file, Map study, def workflow, long bytes) {
        Files.createDirectories(file.parent)
        file.text = JsonOutput.prettyPrint(JsonOutput.toJson([
            parameters: study.findAll { name, value -> name != 'hook' }, // an address that often is a secret
            command: workflow.commandLine,
            profile: workflow.profile,
            revision: revision(workflow.projectDir).name,
            session: workflow.sessionId as String,
            start: workflow.start as String,
            complete: workflow.complete as String,
            success: workflow.success,
            nextflow: workflow.nextflow.version as String,
            java: System.getProperty('java.runtime.version'),
            system: "${System.getProperty('os.name')} ${System.getProperty('os.version')} ${System.getProperty('os.arch')}" as String,
            container: workflow.containerEngine ? study.container_image : null,
            work: workflow.workDir as String,
            work_bytes: bytes,
        ])) + '\n'
    }

    private static String git(Path folder, String... arguments) {
        try {
            Process process = (['git', '-C', folder as String] + (arguments as List)).execute()
            String text = process.inputStream.text.trim()
            return process.waitFor() == 0 ? text : ''
        } catch (IOException e) {
            return '' // no git here
        }
    }
}
