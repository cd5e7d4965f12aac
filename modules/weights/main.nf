// Checks a checkpoint against the architecture, or fetches the published one, and writes it as safetensors.
process WEIGHTS {
    tag "${model}"
    label 'light'

    input:
    val model
    path given, stageAs: 'given/*' // or nothing
    val tool

    output:
    path 'weights.safetensors'

    script:
    """
    export PRAGNANZ_TOOL=${tool}
    pragnanz weights --model ${model} ${given ? "--weights ${given}" : ''} --threads ${task.cpus} --out weights.safetensors
    """
}
