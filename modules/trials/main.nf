// The trials, their images and contact sheets.
process TRIALS {
    label 'light'
    label 'alone'
    ext command: { Command.of('trials') }

    input:
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    path pools
    path matching
    val kinds // model, experiment, easy, practice, catches, seed

    output:
    path 'trials'

    script:
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --catalog ${catalog} --pools ${pools} --matching ${matching} \\
        --model ${kinds.model} --experiment ${kinds.experiment} --easy ${kinds.easy} --practice ${kinds.practice} \\
        --catches ${kinds.catches} --seed ${kinds.seed} --out trials
    """
}
