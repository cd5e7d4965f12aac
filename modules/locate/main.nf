// Where the units of one shard are active in the images of their first trials.
process LOCATE {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'

    input:
    tuple val(shard), val(shards)
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    tuple val(model), path(weights)
    path elements
    path trials
    val device
    val tool

    output:
    path "maps-${shard}"

    script:
    """
    export PRAGNANZ_TOOL=${tool} # images ${contents}
    pragnanz locate --model ${model} --weights ${weights} --catalog ${catalog} --elements ${elements} --trials ${trials} \\
        --shard ${shard}/${shards} --device ${device} --threads ${task.cpus} --out maps-${shard}
    """
}
