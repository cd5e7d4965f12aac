// Activations of one shard: of whole images, or of the crops or positions of the units' strongest images.
process EXTRACT {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'
    ext command: { Command.of('extract') }

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path units
    tuple val(rows), val(precision), val(strongest), path(pools) // pools: nothing where rows are images
    val device

    output:
    path "activations-${shard}"

    script:
    def selection = rows == 'images' ? '' : "--rows ${rows} --rows-precision ${precision} --pools ${pools} --strongest ${strongest}"
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --model ${model} --weights ${weights} --catalog ${catalog} --units ${units} ${selection} \\
        --shard ${shard}/${shards} --device ${device} --out activations-${shard}
    """
}
