// Activations of one shard: of whole images, or of the crops or positions of the units' strongest images.
process EXTRACT {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path units
    tuple val(rows), val(precision), val(strongest), path(pools) // pools: nothing where rows are images
    val device
    val tool

    output:
    path "activations-${shard}"

    script:
    def selection = rows == 'images' ? '' : "--rows ${rows} --precision ${precision} --pools ${pools} --top ${strongest}"
    """
    export PRAGNANZ_TOOL=${tool} # images ${contents}
    pragnanz extract --model ${model} --weights ${weights} --catalog ${catalog} --units ${units} ${selection} \\
        --shard ${shard}/${shards} --device ${device} --threads ${task.cpus} --out activations-${shard}
    """
}
