// Checks a checkpoint against the architecture, or fetches the published one, and writes it as safetensors.
process WEIGHTS {
    tag "${model}"
    label 'light'
    ext command: { Command.of('weights') }

    input:
    val model
    path given, stageAs: 'given/*' // or nothing

    output:
    path 'weights.safetensors'

    script:
    """
    pragnanz ${task.ext.command} --model ${model} ${given ? "--weights ${given}" : ''} --threads ${task.cpus} --out weights.safetensors
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    touch weights.safetensors
    """
}
