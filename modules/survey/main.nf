// The participants' experiment: its page, sessions and archive for JATOS.
process SURVEY {
    label 'light'
    publishDir ResultsFolder.publish('survey')
    ext command: { Command.of('survey', ['session_units', 'pass_mark', 'confidence', 'language']) }

    input:
    path trials
    tuple val(contents), path(page, stageAs: 'page') // files that replace or join the page's; none where empty

    output:
    path 'survey'

    script:
    """
    pragnanz ${task.ext.command} --trials ${trials} ${page ? '--page page' : ''} --threads ${task.cpus} --out survey
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir survey
    """
}
