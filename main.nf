#!/usr/bin/env nextflow

include { CATALOG } from './modules/catalog/main.nf'
include { PHANTOM ; RECOVERY } from './modules/phantom/main.nf'
include { WEIGHTS ; WEIGHTS as OBSERVER_WEIGHTS } from './modules/weights/main.nf'
include { UNITS } from './modules/units/main.nf'
include { EXTRACT as EXTRACT_IMAGES ; EXTRACT as EXTRACT_ROWS } from './modules/extract/main.nf'
include { POOL } from './modules/pool/main.nf'
include { FACTORIZE } from './modules/factorize/main.nf'
include { ELEMENT ; ELEMENT as CANDIDATES } from './modules/element/main.nf'
include { MATCH } from './modules/match/main.nf'
include { SHOW_TRIALS } from './modules/trials/main.nf'
include { SURVEY } from './modules/survey/main.nf'
include { EMBED ; OBSERVE } from './modules/observe/main.nf'
include { IMPORTANCE ; JOIN_IMPORTANCE } from './modules/importance/main.nf'
include { IMPORTANCE as WEIGH_CANDIDATES ; JOIN_IMPORTANCE as JOIN_CANDIDATES } from './modules/importance/main.nf'
include { LOCATE } from './modules/locate/main.nf'
include { ALIGNMENT } from './modules/alignment/main.nf'
include { ANALYZE ; ANALYZE as COMPARE ; analyzed } from './modules/analyze/main.nf'
include { RECORD ; REVIEW ; ACCEPT ; recorded } from './modules/record/main.nf'

workflow {
    RunReports.open(workflow)
    parameters = new Parameters(params, projectDir)
    parameters.help()
    tools = Tools.fingerprints(projectDir, params.container_image != null)
    checked = parameters.checked(!tools.isEmpty())
    study = checked.parameters
    Machines.check(study)
    Refusal.of(ResultsFolder.claim(study, file(study.outdir, glob: false), workflow.preview))
    WorkFolder.announce(workflow.workDir, checked.work_bytes)
    Command.take(study, tools)
    Progress.follow()
    if (study.compare) {
        COMPARISON(study, parameters.described(study))
    }
    else {
        STUDY(study, parameters.described(study))
    }
    workflow.onComplete = { Completion.done(study, workflow) }
    workflow.onError = { Completion.failed(workflow.errorMessage) }
}

// From images and a network to the report.
workflow STUDY {
    take:
    study // parameters by name
    described // those that shape results, NAME=VALUE

    main:
    SOURCES(study)
    images = SOURCES.out.images
    catalog = SOURCES.out.catalog
    network = SOURCES.out.network
    units = SOURCES.out.units
    DICTIONARIES(study, images, catalog, network, units)
    elements = DICTIONARIES.out.elements
    TRIALS(study, images, catalog, units, DICTIONARIES.out.pools)
    trials = TRIALS.out.trials
    MEASURES(study, images, catalog, network, units, elements, trials, SOURCES.out.observer, SOURCES.out.planted)
    files = named(
        catalog: SOURCES.out.listed,
        planted: SOURCES.out.planted,
        units: units,
        factors: DICTIONARIES.out.factors,
        elements: elements,
        matching: TRIALS.out.matching,
        trials: trials,
        survey: TRIALS.out.survey,
        importance: MEASURES.out.importance,
        alignment: MEASURES.out.alignment,
        maps: MEASURES.out.maps,
        recovery: MEASURES.out.recovery,
        observers: MEASURES.out.observers,
    )
    REPORT(study, described, files)
}

// What the user has, or the phantom makes: images, a network, units.
workflow SOURCES {
    take:
    study // parameters by name

    main:
    if (made(study)) {
        PHANTOM()
    }
    if ('images' in made(study)) {
        source = 'images'
        images = PHANTOM.out.images.map { folder -> tuple('phantom', folder) }
        planted = joined(PHANTOM.out.truth.mix(PHANTOM.out.contents), 2)
    }
    else {
        given = file(study.images)
        source = given.isDirectory() ? 'images' : "images/${given.name}"
        images = channel.value(watched(given.isDirectory() ? given : given.parent))
        planted = channel.value([])
    }
    CATALOG(images, source, optional(study.labels))
    if ('weights' in made(study)) {
        weights = PHANTOM.out.weights
    }
    else {
        weights = WEIGHTS(study.model, optional(study.weights))
    }
    network = weights.map { checkpoint -> tuple(study.model, checkpoint) }
    if (study.observer_model) {
        OBSERVER_WEIGHTS(study.observer_model, optional(study.observer_weights))
        observer = OBSERVER_WEIGHTS.out.map { checkpoint -> tuple(study.observer_model, checkpoint) }
    }
    else if (made(study)) {
        observer = PHANTOM.out.observer.map { checkpoint -> tuple('phantom', checkpoint) }
    }
    else {
        observer = network
    }
    catalog = CATALOG.out.table.map { table -> Labels.checked(table, study.contrast) }
    listed = joined(CATALOG.out.table.mix(CATALOG.out.rejected), 2)
    units = UNITS(optional(study.units))

    emit:
    images // tuple: a fingerprint of the folder, the folder
    catalog // table
    listed // the same table, and what was rejected
    network // tuple: its name, its checkpoint
    observer // the same of the perceptual observer
    units // table
    planted // tables of the patterns that made images hold; none where images were given
}

// For each basis its dictionaries, the units' elements and their pools.
workflow DICTIONARIES {
    take:
    study // parameters by name
    images // of SOURCES
    catalog // of SOURCES
    network // of SOURCES
    units // of SOURCES

    main:
    EXTRACT_IMAGES(channel.fromList(shards(study)), catalog, images, network, units, [])
    activations = joined(EXTRACT_IMAGES.out, study.shards)
    POOL(activations, units)
    if (study.rows == 'images') {
        rows = activations
    }
    else {
        EXTRACT_ROWS(channel.fromList(shards(study)), catalog, images, network, units, POOL.out)
        rows = joined(EXTRACT_ROWS.out, study.shards)
    }
    FACTORIZE(channel.fromList(shards(study)), rows, POOL.out, units)
    factors = byName(FACTORIZE.out.flatten())
    if (study.strategy == 'importance') {
        // Any strategy lays the dictionaries out for all their elements to be measured.
        CANDIDATES(factors, activations, POOL.out, units, tuple('candidates', 'frequency', []))
        WEIGH_CANDIDATES(
            channel.fromList(shards(study)), catalog, images, network, CANDIDATES.out.folder, units, optional(study.classes), 'all'
        )
        JOIN_CANDIDATES('candidates', joined(WEIGH_CANDIDATES.out, study.shards))
        choice = JOIN_CANDIDATES.out.map { table -> tuple('elements', study.strategy, table) }
    }
    else {
        choice = tuple('elements', study.strategy, [])
    }
    ELEMENT(factors, activations, POOL.out, units, choice)
    elements = ELEMENT.out.folder
    pools = ELEMENT.out.pools

    emit:
    factors // folders, one a unit
    elements // each unit's element
    pools // table, of every basis
}

// The trials of the task, and the page for people.
workflow TRIALS {
    take:
    study // parameters by name
    images // of SOURCES
    catalog // of SOURCES
    units // of SOURCES
    pools // of DICTIONARIES

    main:
    matching = MATCH(catalog, pools, units)
    trials = SHOW_TRIALS(catalog, images, pools, matching)
    survey = SURVEY(trials, study.page ? watched(file(study.page)) : tuple('', []))

    emit:
    matching // folder
    trials // folder
    survey // folder
}

// What else is said about the units, and the answers of machine observers.
workflow MEASURES {
    take:
    study // parameters by name
    images // of SOURCES
    catalog // of SOURCES
    network // of SOURCES
    units // of SOURCES
    elements // of DICTIONARIES
    trials // of TRIALS
    observer // of SOURCES
    planted // of SOURCES

    main:
    EMBED(channel.fromList(shards(study)), observer, trials)
    watchers = joined(EMBED.out, study.shards).map { features -> tuple('perceptual', features) }
        .mix(channel.of(tuple('label', []), tuple('chance', [])))
    OBSERVE(watchers, trials)
    IMPORTANCE(
        channel.fromList(shards(study)), catalog, images, network, elements, units, optional(study.classes), study.elements_of
    )
    importance = JOIN_IMPORTANCE('importance', joined(IMPORTANCE.out, study.shards))
    alignment = ALIGNMENT(elements)
    LOCATE(channel.fromList(shards(study)), catalog, images, network, elements, trials)
    recovery = 'images' in made(study) ? RECOVERY(planted, elements) : channel.value([])
    observers = joined(OBSERVE.out, 3)
    maps = joined(LOCATE.out, study.shards)

    emit:
    observers // tables of answers, named by their observer
    importance // table
    alignment // table
    maps // folders, one a shard
    recovery // table; nothing where images were given
}

// Answers and measures to findings, and what all of it is: digests, the run's description, and the verdict where there is a run
// to compare with.
workflow REPORT {
    take:
    study // parameters by name
    described // of STUDY
    files // what all of the above emit, by name

    main:
    ANALYZE(files.map { those -> analyzed(those + Answers.of(study.responses ? file(study.responses) : null, those.observers)) }, described)
    results = named(those: files, analysis: ANALYZE.out.folder, responses: ANALYZE.out.responses)
        .map { all -> recorded(all.those + [analysis: all.analysis, responses: all.responses]) }
    RECORD(results, Provenance.given(study), described, Provenance.revision(projectDir))
    if (study.reference) {
        REVIEW(results, watched(file(study.reference)))
        ACCEPT(REVIEW.out, study.reference)
    }
}

// Several finished runs together.
workflow COMPARISON {
    take:
    study // parameters by name
    described // of STUDY

    main:
    runs = study.compare.tokenize(',').collect { run -> run.trim() }.findAll { run -> run }
    tables = [
        responses: 'responses.csv', units: 'units.csv', importance: 'importance.csv', alignment: 'alignment.csv', trials: 'trials',
        matching: 'matching',
    ]
    COMPARE(analyzed(tables.collectEntries { name, file -> [name, published(runs, file)] }), described)
    RECORD(
        COMPARE.out.folder.map { folder -> recorded(analysis: folder) }, published(runs, 'checksums.sha256'), described,
        Provenance.revision(projectDir),
    )
}

// What the phantom makes: what was not given.
def made(study) {
    return study.model == 'phantom' ? ['images', 'weights'].findAll { name -> !study[name] } : []
}

def optional(name) {
    return name ? file(name) : []
}

// A folder, with a fingerprint of what it holds.
def watched(folder) {
    return tuple(Tools.contents(folder), folder)
}

def shards(study) {
    return (1..study.shards).collect { shard -> tuple(shard, study.shards) }
}

// What a channel emits, as one list ordered by name: never by who was done first.
def byName(parts) {
    return parts.toSortedList { a, b -> a.name <=> b.name }
}

// The same, where there are as many as there should be; nothing where one failed, so that no result is made of a part.
def joined(parts, count) {
    return byName(parts).filter { list -> list.size() == count }
}

// What channels emit, once each, as one map by their names; nothing where one failed.
def named(channels) {
    return channels
        .collect { name, files -> files.map { value -> [name, value] } }
        .inject { all, pairs -> all.mix(pairs) }
        .toList()
        .filter { pairs -> pairs.size() == channels.size() }
        .map { pairs -> pairs.collectEntries() }
}

def published(runs, name) {
    return runs.collect { run -> file("${run}/${name}") }.findAll { path -> path.exists() }
}
