// The tuple that ANALYZE takes, of files by name: one or several, or none.
def analyzed(files) {
    return [
        'responses', 'sessions', 'observers', 'units', 'importance', 'alignment', 'trials', 'maps', 'catalog', 'matching', 'factors',
        'recovery',
    ].collect { name -> files[name] ?: [] }
}

def option(name, files) {
    return files ? "--${name} ${[files].flatten().join(' ')}" : ''
}

// Tests, figures and the report, of one run or of several.
process ANALYZE {
    label 'light'
    publishDir ResultsFolder.publish('{analysis,responses.csv}')
    ext command: { Command.of('analyze', ['practice', 'pass_mark', 'equivalence_margin', 'seed']) }

    input:
    tuple path(responses, stageAs: 'responses?/*'), path(sessions, stageAs: 'sessions?/*'), path(observers, stageAs: 'observers/*'),
        path(units, stageAs: 'units?/*'), path(importance, stageAs: 'importance?/*'), path(alignment, stageAs: 'alignment?/*'),
        path(trials, stageAs: 'trials?/*'), path(maps), path(catalog, stageAs: 'catalog/*'), path(matching, stageAs: 'matching?/*'),
        path(factors, stageAs: 'factors/*'), path(recovery)
    val facts // NAME=VALUE, of the run

    output:
    path 'analysis', emit: folder
    path 'responses.csv', emit: responses, optional: true // kept with the results of one run, for comparisons

    script:
    def named = [observers].flatten().collect { file -> "${file.baseName}=${file}" }
    def said = facts.collect { fact -> Shell.quoted(fact) }
    def kept = maps ? 'cp responses1/* responses.csv' : ''
    """
    pragnanz ${task.ext.command} ${option('responses', responses)} ${option('sessions', sessions)} ${option('observers', named)} \\
        ${option('units', units)} ${option('importance', importance)} ${option('alignment', alignment)} ${option('trials', trials)} \\
        ${option('maps', maps)} ${option('catalogs', catalog ? 'catalog' : [])} ${option('matching', matching)} ${option('factors', factors ? 'factors' : [])} \\
        ${option('recovery', recovery)} ${option('parameter', said)} --threads ${task.cpus} --out analysis
    ${kept}
    """

    stub:
    """
    echo pragnanz ${task.ext.command}
    mkdir analysis
    ${maps ? 'touch responses.csv' : ''}
    """
}
