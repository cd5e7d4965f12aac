// The trials, their images and contact sheets.
process SHOW_TRIALS {
    label 'light'
    label 'alone'
    publishDir ResultsFolder.publish('trials')
    ext command: { Command.of('trials', ['model', 'experiment', 'easy', 'practice', 'catches', 'seed']) }

    input:
    path catalog
    tuple val(contents), path(images, stageAs: 'images')
    path pools
    path matching

    output:
    path 'trials'

    script:
    """
    pragnanz ${task.ext.command} --catalog ${catalog} --pools ${pools} --matching ${matching} --threads ${task.cpus} --out trials
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir trials
    """
}
