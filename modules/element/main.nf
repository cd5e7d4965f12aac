// The element that stands for each unit, and the pools of every basis.
process ELEMENT {
    label 'matrix'

    input:
    path factors, stageAs: 'factors/*'
    path activations
    path pools, stageAs: 'neurons/*'
    path units
    val strongest
    val strategy
    path importance
    val seed
    val tool

    output:
    path 'elements', emit: folder
    path 'elements/pools.csv', emit: pools

    script:
    def measured = importance ? "--importance ${importance}" : ''
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz element --factors factors --activations ${activations} --pools ${pools} --units ${units} --top ${strongest} \\
        --strategy ${strategy} ${measured} --seed ${seed} --threads ${task.cpus} --out elements
    """
}
