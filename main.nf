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
include { TRIALS } from './modules/trials/main.nf'
include { SURVEY } from './modules/survey/main.nf'
include { OBSERVE } from './modules/observe/main.nf'
include { IMPORTANCE ; JOIN_IMPORTANCE } from './modules/importance/main.nf'
include { IMPORTANCE as WEIGH_CANDIDATES ; JOIN_IMPORTANCE as JOIN_CANDIDATES } from './modules/importance/main.nf'
include { LOCATE } from './modules/locate/main.nf'
include { ALIGNMENT } from './modules/alignment/main.nf'
include { ANALYZE ; ANALYZE as COMPARE } from './modules/analyze/main.nf'
include { RECORD ; REVIEW } from './modules/record/main.nf'

workflow {
    study = Params.checked(params, projectDir)
    Machines.check(study)
    Command.take(Tools.fingerprints(projectDir, study.container_image != null))
    Disk.take(study, workflow.workDir)
    if (study.compare) {
        COMPARISON(study)
    }
    else {
        STUDY(study)
    }
    workflow.onComplete = { Ending.done(study, workflow) }
    workflow.onError = { Ending.failed(workflow.errorMessage) }
}

// From images and a network to the report.
workflow STUDY {
    take:
    study // parameters by name

    main:
    phantom = study.model == 'phantom'
    shards = channel.of(1..study.shards).map { shard -> tuple(shard, study.shards) }
    if (phantom && !(study.images && study.weights)) {
        PHANTOM(study.phantom_images, study.seed)
    }

    // The images, with a fingerprint of what the folder holds.
    if (study.images) {
        given = file(study.images)
        source = given.isDirectory() ? 'images' : "images/${given.name}"
        images = channel.value(watched(given.isDirectory() ? given : given.parent))
    }
    else {
        source = 'images'
        images = PHANTOM.out.images.map { made -> tuple('phantom', made) }
    }
    CATALOG(images, source, optional(study.labels))
    catalog = CATALOG.out.catalog.map { table -> Labels.checked(table, study.contrast) }

    if (phantom && !study.weights) {
        weights = PHANTOM.out.weights
    }
    else {
        weights = WEIGHTS(study.model, optional(study.weights))
    }
    network = weights.map { checkpoint -> tuple(study.model, checkpoint) }
    classes = optional(study.classes)
    units = UNITS(study.model, optional(study.units), study.unit_count, study.seed)

    // Pools of the neurons.
    EXTRACT_IMAGES(shards, catalog, images, network, units, tuple('images', 'float32', 0, []), study.device)
    activations = joined(EXTRACT_IMAGES.out, study.shards)
    pools = POOL(activations, units, study.top, study.bottom)

    // Dictionaries, and the element of each that stands for its unit.
    rows = activations
    if (study.rows != 'images') {
        selection = pools.map { table -> tuple(study.rows, study.rows_precision, study.strongest, table) }
        rows = joined(
            EXTRACT_ROWS(shards, catalog, images, network, units, selection, study.device), study.shards,
        )
    }
    fit = study.subMap(['strongest', 'rows', 'k', 'tolerance', 'restarts', 'seed'])
    factors = byName(FACTORIZE(shards, rows, pools, units, fit).flatten())
    weighed = []
    if (study.strategy == 'importance') {
        // Any choice lays the dictionaries out for all their elements to be measured.
        CANDIDATES(factors, activations, pools, units, study.strongest, 'frequency', [], study.seed)
        WEIGH_CANDIDATES(
            shards, catalog, images, network, CANDIDATES.out.folder, units, study.strongest, study.logit, classes, 'all',
            study.device)
        weighed = JOIN_CANDIDATES(joined(WEIGH_CANDIDATES.out, study.shards))
    }
    ELEMENT(
        factors, activations, pools, units, study.strongest, study.strategy, weighed, study.seed)
    elements = ELEMENT.out.folder

    // Trials, and who answers them.
    design = study.subMap(['contrast', 'climbs', 'trials_per_unit', 'references', 'from', 'weakest', 'seed'])
    MATCH(catalog, ELEMENT.out.pools, units, design)
    kinds = study.subMap(['model', 'experiment', 'easy', 'practice', 'catches', 'seed'])
    trials = TRIALS(catalog, images, ELEMENT.out.pools, MATCH.out.folder, kinds)
    sessions = study.subMap(['session_units', 'pass_mark', 'confidence', 'language'])
    survey = SURVEY(trials, study.page ? watched(file(study.page)) : tuple('', []), sessions)

    if (study.observer_model) {
        seer = OBSERVER_WEIGHTS(study.observer_model, optional(study.observer_weights))
            .map { checkpoint -> tuple('perceptual', study.observer_model, checkpoint) }
    }
    else if (phantom && !(study.images && study.weights)) {
        seer = PHANTOM.out.observer.map { checkpoint -> tuple('perceptual', 'phantom', checkpoint) }
    }
    else {
        seer = network.map { model, checkpoint -> tuple('perceptual', model, checkpoint) }
    }
    observers = seer.concat(channel.of(tuple('label', '', []), tuple('chance', '', []))) // the longest first
    OBSERVE(
        observers, trials, study.observer_sites ?: '', study.participants, study.session_units, study.lapse, study.seed)
    answers = OBSERVE.out.branch { observer, table ->
        main: observer == 'perceptual'
            return table
        other: true
            return table
    }

    // Measures of the units, and the report.
    IMPORTANCE(
        shards, catalog, images, network, elements, units, study.strongest, study.logit, classes,
        study.elements_of, study.device)
    importance = JOIN_IMPORTANCE(joined(IMPORTANCE.out, study.shards))
    alignment = ALIGNMENT(study.model, elements)
    maps = joined(LOCATE(shards, catalog, images, network, elements, trials, study.device), study.shards)
    recovery = channel.value([])
    planted = channel.value([])
    if (phantom && !study.images) {
        recovery = RECOVERY(PHANTOM.out.truth, PHANTOM.out.contents, elements)
        planted = byName(PHANTOM.out.truth.mix(PHANTOM.out.contents))
    }
    listed = byName(CATALOG.out.catalog.mix(CATALOG.out.rejected))
    described = Params.described(study, projectDir)
    people = study.responses ? answered(file(study.responses)) : null
    ANALYZE(
        people ? people.answers : answers.main, people ? people.sessions : [], byName(answers.other), units, importance, alignment,
        trials, maps, listed, MATCH.out.folder, factors, recovery, described, study.subMap(['practice', 'pass_mark', 'seed']))

    // What all of it is: digests, the run's description, and the verdict where there is a run to compare with.
    made = elements.mix(MATCH.out.folder, trials, survey, ANALYZE.out.folder, units, importance, alignment, recovery)
    results = byName(made.flatten())
    tables = byName(OBSERVE.out.map { _observer, table -> table })
    RECORD(
        results, ANALYZE.out.responses, listed, tables, factors, planted, Provenance.given(study), described,
        Provenance.revision(projectDir))
    if (study.reference) {
        REVIEW(results, ANALYZE.out.responses, listed, tables, factors, planted, watched(file(study.reference)))
    }
}

// Several finished runs together.
workflow COMPARISON {
    take:
    study // parameters by name

    main:
    runs = Params.compared(study)
    compared = Params.described(study.subMap(['seed', 'practice', 'pass_mark']) + [compare: runs.collect { run -> file(run).name }.join(',')], projectDir)
    COMPARE(
        published(runs, 'responses.csv'), [], [], published(runs, 'units.csv'), published(runs, 'importance.csv'),
        published(runs, 'alignment.csv'), published(runs, 'trials'), [], [], published(runs, 'matching'), [], [],
        compared, study.subMap(['practice', 'pass_mark', 'seed']))
    RECORD(
        COMPARE.out.folder, [], [], [], [], [], published(runs, 'checksums.sha256'), compared, Provenance.revision(projectDir))
}

def optional(name) {
    return name ? file(name) : []
}

// A folder, with a fingerprint of what it holds.
def watched(folder) {
    return tuple(Tools.contents(folder), folder)
}

// What a channel emits, as one list ordered by name: never by who was done first.
def byName(parts) {
    return parts.toSortedList { a, b -> a.name <=> b.name }
}

// The parts of all shards; nothing where one failed, so that no result is made of a part of the images.
def joined(parts, shards) {
    return byName(parts).filter { list -> list.size() == shards }
}

// What people answered: a table, or the folder that export or import wrote, which knows of the sessions that did not count too.
def answered(given) {
    return given.isDirectory()
        ? [answers: Provenance.answers(given), sessions: Provenance.sessions(given)]
        : [answers: given, sessions: []]
}

def published(runs, name) {
    return runs.collect { run -> file("${run}/${name}") }.findAll { path -> path.exists() }
}
