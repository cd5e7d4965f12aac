// Dictionaries of one shard of the units.
process FACTORIZE {
    tag "${shard}/${shards}"
    label 'matrix'
    publishDir ResultsFolder.publish('factors/*')
    ext command: { Command.of('factorize', ['strongest', 'rows', 'k', 'tolerance', 'restarts', 'seed']) }

    input:
    tuple val(shard), val(shards)
    path activations
    path pools
    path units

    output:
    path 'factors/*', optional: true // a folder a unit; none where there are more shards than units

    script:
    """
    pragnanz ${task.ext.command} --activations ${activations} --pools ${pools} --units ${units} --shard ${shard}/${shards} \\
        --threads ${task.cpus} --out factors
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir -p factors/unit-${shard}
    """
}
