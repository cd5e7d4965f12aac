// The answers of one machine observer.
process OBSERVE {
    tag "${observer}"
    label 'network'
    ext command: { Command.of('observe') }

    input:
    tuple val(observer), val(model), path(weights) // no model and no weights where the observer sees no image
    path trials
    val sites // of the network; empty: the tool's own choice
    val participants
    val trials_each // main trials of a participant
    val lapse
    val seed

    output:
    tuple val(observer), path("${observer}.csv")

    script:
    def network = weights ? "--observer-model ${model} --observer-weights ${weights}" + (sites ? " --observer-sites ${Shell.quoted(sites)}" : '') : ''
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --trials ${trials} --observer ${observer} ${network} --participants ${participants} --session-units ${trials_each} \\
        --lapse ${lapse} --seed ${seed} --out ${observer}.csv
    """
}
