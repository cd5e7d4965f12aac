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
    ext command: { Command.of('record', ['orcid']) }

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

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch ro-crate-metadata.json checksums.sha256
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
    code=0
    pragnanz ${task.ext.command} results reference --threads ${task.cpus} > pipeline_info/verdict.txt || code=\$?
    # A verdict is a result, whatever it says.
    [ \$code = 0 ] || tail -n 1 pipeline_info/verdict.txt | grep -q ' different or missing\$' || exit \$code
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir pipeline_info
    touch pipeline_info/verdict.txt
    """
}

// Fails where a verdict is no.
process ACCEPT {
    label 'light'

    input:
    path verdict
    val reference

    script:
    """
    grep -aq ', 0 different or missing\$' ${verdict} || {
        grep -av '^equal' ${verdict}
        echo 'review: the results are not those of '${Shell.quoted(reference)}'; pipeline_info/verdict.txt in the results folder says what differs.' >&2
        exit 2
    }
    """

    stub:
    'true'
}
