// Digests of every result, and the description of the run as an RO-Crate.
process RECORD {
    label 'light'
    ext command: { Command.of('record') }

    input:
    path results, stageAs: 'results/*' // folders and tables by their own names
    path responses, stageAs: 'results/responses.csv'
    path catalog, stageAs: 'results/catalog/*'
    path observers, stageAs: 'results/observers/*'
    path factors, stageAs: 'results/factors/*'
    path phantom, stageAs: 'results/phantom/*'
    path given, stageAs: 'given?/*' // what the user gave
    val parameters // NAME=VALUE
    val revision // of the code: its name and date

    output:
    path 'ro-crate-metadata.json'
    path 'checksums.sha256', emit: checksums

    script:
    def inputs = given ? "--input ${[given].flatten().join(' ')}" : ''
    def said = parameters.collect { parameter -> Shell.quoted(parameter) }.join(' ')
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --results results ${inputs} --parameter ${said} --revision '${revision.name}' --date ${revision.date} \\
        --out .
    """
}

// The verdict on whether a run repeats a published one.
process REVIEW {
    label 'light'
    ext command: { Command.of('verify') }

    input:
    path results, stageAs: 'results/*'
    path responses, stageAs: 'results/responses.csv'
    path catalog, stageAs: 'results/catalog/*'
    path observers, stageAs: 'results/observers/*'
    path factors, stageAs: 'results/factors/*'
    path phantom, stageAs: 'results/phantom/*'
    tuple val(contents), path(reference, stageAs: 'reference')

    output:
    path 'verdict.txt'

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} results reference > verdict.txt || {
        grep -av '^equal' verdict.txt
        exit 2
    }
    """
}
