// Where the units of one shard are active in the images of their first trials.
process LOCATE {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'
    ext command: { Command.of('locate', ['device']) },
        checkpoint: { weights.size().intdiv(1 << 20) } // in MiB: its task's memory goes by it

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path elements
    path trials

    output:
    path "maps-${shard}"

    script:
    """
    pragnanz ${task.ext.command} --model ${model} --weights ${weights} --catalog ${catalog} --elements ${elements} --trials ${trials} \\
        --shard ${shard}/${shards} --threads ${task.cpus} --out maps-${shard}
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir maps-${shard}
    """
}
