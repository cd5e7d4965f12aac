// The tuple that RECORD and REVIEW take, of files by name: those that lie in the results folder itself, then those in folders of it.
def recorded(files) {
    def top = [
        'units', 'elements', 'matching', 'trials', 'survey', 'importance', 'alignment', 'recovery', 'responses', 'analysis',
    ].collect { name -> files[name] ?: [] }
    return [top.flatten(), files.catalog ?: [], files.observers ?: [], files.factors ?: [], files.planted ?: []]
}

// Digests of every result, and the description of the run as an RO-Crate.
process RECORD {
    label 'light'
    publishDir ResultsFolder.publish('*')
    ext command: { Command.of('record') }

    input:
    tuple path(top, stageAs: 'results/*'), path(catalog, stageAs: 'results/catalog/*'), path(observers, stageAs: 'results/observers/*'),
        path(factors, stageAs: 'results/factors/*'), path(phantom, stageAs: 'results/phantom/*')
    path given, stageAs: 'given?/*' // what the user gave
    val parameters // NAME=VALUE
    val revision // of the code: its name and date

    output:
    path 'ro-crate-metadata.json'
    path 'checksums.sha256'

    script:
    def inputs = given ? "--input ${[given].flatten().join(' ')}" : ''
    def said = parameters.collect { parameter -> Shell.quoted(parameter) }.join(' ')
    """
    pragnanz ${task.ext.command} --results results ${inputs} --parameter ${said} --revision '${revision.name}' --date ${revision.date} \\
        --threads ${task.cpus} --out .
    """
}

// The verdict on whether a run repeats a published one.
process REVIEW {
    label 'light'
    publishDir ResultsFolder.publish('pipeline_info/*')
    ext command: { Command.of('verify') }

    input:
    tuple path(top, stageAs: 'results/*'), path(catalog, stageAs: 'results/catalog/*'), path(observers, stageAs: 'results/observers/*'),
        path(factors, stageAs: 'results/factors/*'), path(phantom, stageAs: 'results/phantom/*')
    tuple val(contents), path(reference, stageAs: 'reference')

    output:
    path 'pipeline_info/verdict.txt'

    script:
    """
    mkdir pipeline_info
    pragnanz ${task.ext.command} results reference --threads ${task.cpus} > pipeline_info/verdict.txt || {
        grep -av '^equal' pipeline_info/verdict.txt
        exit 2
    }
    """
}
