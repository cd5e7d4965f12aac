// The answers of one machine observer.
process OBSERVE {
    tag "${observer}"
    label 'network'
    publishDir ResultsFolder.publish('observers/*')
    ext command: { Command.of('observe', ['participants', 'session_units', 'lapse', 'seed'] + (weights ? ['observer_sites'] : [])) },
        checkpoint: { weights.size().intdiv(1 << 20) } // in MiB: its task's memory goes by it

    input:
    tuple val(observer), val(model), path(weights) // no model and no weights where the observer sees no image
    path trials

    output:
    path "observers/${observer}.csv"

    script:
    def network = weights ? "--observer-model ${model} --observer-weights ${weights}" : ''
    """
    pragnanz ${task.ext.command} --trials ${trials} --observer ${observer} ${network} --threads ${task.cpus} --out observers/${observer}.csv
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir observers
    touch observers/${observer}.csv
    """
}
