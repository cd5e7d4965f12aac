// Digests of every result, and the description of the run as an RO-Crate.
process RECORD {
    label 'light'

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
    val tool

    output:
    path 'ro-crate-metadata.json'
    path 'checksums.sha256', emit: checksums

    script:
    def inputs = given ? "--input ${[given].flatten().join(' ')}" : ''
    def said = parameters.collect { parameter -> Shell.quoted(parameter) }.join(' ')
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz record --results results ${inputs} --parameter ${said} --revision '${revision.name}' --date ${revision.date} \\
        --threads ${task.cpus} --out .
    """
}

// The verdict on whether a run repeats a published one.
process REVIEW {
    label 'light'

    input:
    path results, stageAs: 'results/*'
    path responses, stageAs: 'results/responses.csv'
    path catalog, stageAs: 'results/catalog/*'
    path observers, stageAs: 'results/observers/*'
    path factors, stageAs: 'results/factors/*'
    path phantom, stageAs: 'results/phantom/*'
    tuple val(contents), path(reference, stageAs: 'reference')
    val tool

    output:
    path 'verdict.txt'

    script:
    """
    export PRAGNANZ_TOOL=${tool} # reference ${contents}
    pragnanz verify results reference --threads ${task.cpus} > verdict.txt || {
        grep -av '^equal' verdict.txt
        exit 2
    }
    """
}
