// What the perceptual observer's network sees in one shard of the trials' images.
process EMBED {
    tag "${shard}/${shards}"
    label 'network'
    label 'device'
    ext command: { Command.of('embed', ['observer_sites', 'device']) },
        checkpoint: { weights.size().intdiv(1 << 20) } // in MiB: its task's memory goes by it

    input:
    tuple val(shard), val(shards)
    tuple val(model), path(weights)
    path trials

    output:
    path "features-${shard}"

    script:
    """
    pragnanz ${task.ext.command} --trials ${trials} --observer-model ${model} --observer-weights ${weights} \\
        --shard ${shard}/${shards} --threads ${task.cpus} --out features-${shard}
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir features-${shard}
    """
}

// The answers of one machine observer.
process OBSERVE {
    tag "${observer}"
    label 'light'
    publishDir ResultsFolder.publish('observers/*')
    ext command: { Command.of('observe', ['participants', 'session_units', 'lapse', 'seed']) }

    input:
    tuple val(observer), path(features) // nothing where the observer sees no image
    path trials

    output:
    path "observers/${observer}.csv"

    script:
    """
    pragnanz ${task.ext.command} --trials ${trials} --observer ${observer} ${features ? "--features ${features}" : ''} \\
        --threads ${task.cpus} --out observers/${observer}.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir observers
    touch observers/${observer}.csv
    """
}
