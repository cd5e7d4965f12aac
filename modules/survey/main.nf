// The participants' experiment: its page, sessions and archive for JATOS.
process SURVEY {
    label 'light'
    ext command: { Command.of('survey') }

    input:
    path trials
    tuple val(contents), path(page, stageAs: 'page') // files that replace or join the page's; none where empty
    val sessions // units, pass_mark, confidence, language

    output:
    path 'survey'

    script:
    def given = page ? '--page page' : ''
    def asked = sessions.confidence ? '--confidence' : ''
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} --trials ${trials} --session-units ${sessions.session_units} --pass-mark ${sessions.pass_mark} ${asked} \\
        --language ${sessions.language} ${given} --out survey
    """
}
