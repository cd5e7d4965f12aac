def option(String name, files) {
    return files ? "--${name} ${[files].flatten().join(' ')}" : ''
}

// Tests, figures and the report, of one run or of several. Each input may be several files, or none.
process ANALYZE {
    label 'light'
    ext command: { Command.of('analyze') }

    input:
    path responses, stageAs: 'responses?/*'
    path sessions, stageAs: 'sessions?/*'
    path observers, stageAs: 'observers/*'
    path units, stageAs: 'units?/*'
    path importance, stageAs: 'importance?/*'
    path alignment, stageAs: 'alignment?/*'
    path trials, stageAs: 'trials?/*'
    path maps
    path catalog, stageAs: 'catalog/*'
    path matching, stageAs: 'matching?/*'
    path factors, stageAs: 'factors/*'
    path recovery
    val facts // NAME=VALUE, of the run
    val settings // practice, pass_mark, seed

    output:
    path 'analysis', emit: folder
    path 'responses1/*', includeInputs: true, emit: responses // kept with the results, for comparisons

    script:
    def named = [observers].flatten().collect { file -> "${file.baseName}=${file}" }
    def said = facts.collect { fact -> Shell.quoted(fact) }
    """
    pragnanz ${task.ext.command} --threads ${task.cpus} ${option('responses', responses)} ${option('sessions', sessions)} ${option('observers', named)} ${option('units', units)} \\
        ${option('importance', importance)} ${option('alignment', alignment)} ${option('trials', trials)} ${option('maps', maps)} \\
        ${option('catalogs', catalog ? 'catalog' : [])} ${option('matching', matching)} ${option('factors', factors ? 'factors' : [])} \\
        ${option('recovery', recovery)} ${option('parameter', said)} --practice ${settings.practice} --pass-mark ${settings.pass_mark} --seed ${settings.seed} --out analysis
    """
}
