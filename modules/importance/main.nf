// Importance of the units on one shard of their images.
process IMPORTANCE {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'
    ext command: { Command.of('importance') }

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path elements
    path units
    val strongest
    val logit
    path classes, stageAs: 'classes/*'
    val elements_of
    val device

    output:
    path "importance-${shard}.csv"

    script:
    def named = classes ? "--classes ${classes}" : ''
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --model ${model} --weights ${weights} --catalog ${catalog} --elements ${elements} --units ${units} \\
        --strongest ${strongest} --logit ${logit} ${named} --elements-of ${elements_of} --shard ${shard}/${shards} --device ${device} \\
        --out importance-${shard}.csv
    """
}

// The parts of the table as one: the header once, the rows in an order that does not depend on the shards.
process JOIN_IMPORTANCE {
    label 'light'

    input:
    path parts

    output:
    path 'importance.csv'

    script:
    def first = [parts].flatten().first()
    """
    head -n 1 ${first} > importance.csv
    tail -qn +2 ${parts} | LC_ALL=C sort >> importance.csv
    """
}
