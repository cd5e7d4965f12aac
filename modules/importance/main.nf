// Importance of the units on one shard of their images.
process IMPORTANCE {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'
    ext command: { Command.of('importance', ['strongest', 'logit', 'device']) },
        checkpoint: { weights.size().intdiv(1 << 20) } // in MiB: its task's memory goes by it

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path elements
    path units
    path classes, stageAs: 'classes/*'
    val elements_of

    output:
    path "importance-${shard}.csv"

    script:
    """
    pragnanz ${task.ext.command} --model ${model} --weights ${weights} --catalog ${catalog} --elements ${elements} --units ${units} \\
        ${classes ? "--classes ${classes}" : ''} --elements-of ${elements_of} --shard ${shard}/${shards} --threads ${task.cpus} \\
        --out importance-${shard}.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch importance-${shard}.csv
    """
}

// The parts of the table as one: the header once, the rows in an order that does not depend on the shards.
process JOIN_IMPORTANCE {
    label 'light'
    publishDir ResultsFolder.publish('importance.csv')

    input:
    val name
    path parts

    output:
    path "${name}.csv"

    script:
    def first = [parts].flatten().first()
    """
    head -n 1 ${first} > ${name}.csv
    tail -qn +2 ${parts} | LC_ALL=C sort >> ${name}.csv
    """

    stub:
    """
    touch ${name}.csv
    """
}
