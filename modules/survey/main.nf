// The participants' experiment: its page, sessions and archive for JATOS.
process SURVEY {
    label 'light'

    input:
    path trials
    tuple val(contents), path(page, stageAs: 'page') // files that replace or join the page's; none where empty
    val sessions // units, pass_mark, confidence, language
    val tool

    output:
    path 'survey'

    script:
    def given = page ? '--with page' : ''
    def asked = sessions.confidence ? '--confidence' : ''
    """
    export PRAGNANZ_TOOL=${tool} # page ${contents}
    pragnanz survey --trials ${trials} --units ${sessions.session_units} --pass-mark ${sessions.pass_mark} ${asked} \\
        --language ${sessions.language} ${given} --threads ${task.cpus} --out survey
    """
}
