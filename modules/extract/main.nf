// Activations of one shard: of whole images, or of the crops or positions of the units' strongest images.
process EXTRACT {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'
    ext command: { Command.of('extract', ['device'] + (pools ? ['rows', 'rows_precision', 'strongest'] : [])) },
        checkpoint: { weights.size().intdiv(1 << 20) } // in MiB: its task's memory goes by it

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path units
    path pools // nothing: of whole images

    output:
    path "activations-${shard}"

    script:
    """
    pragnanz ${task.ext.command} --model ${model} --weights ${weights} --catalog ${catalog} --units ${units} \\
        ${pools ? "--pools ${pools}" : '--rows images'} --shard ${shard}/${shards} --threads ${task.cpus} --out activations-${shard}
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir activations-${shard}
    """
}
