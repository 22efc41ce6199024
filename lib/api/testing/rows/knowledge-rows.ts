import 'server-only'
import { GateRules } from '@/lib/contracts/gates'
import { OptimizationLimits } from '@/lib/contracts/optimizations'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { newId } from '@/lib/core/new-id'
import {
  datasetExamples,
  datasetSources,
  datasets,
  datasetVersionExamples,
  datasetVersions,
} from '@/lib/db/schema/datasets'
import { attackCampaigns } from '@/lib/db/schema/evaluation/attacks'
import { evaluations, experimentResults, experimentScores, experiments } from '@/lib/db/schema/evaluation/evaluations'
import { gateDecisions, gates } from '@/lib/db/schema/evaluation/gates'
import { onlineRules } from '@/lib/db/schema/evaluation/online-rules'
import { optimizationCandidates, optimizations } from '@/lib/db/schema/evaluation/optimizations'
import { chunks, documents } from '@/lib/db/schema/knowledge'
import { knowledgeSources, sourceSyncs } from '@/lib/db/schema/knowledge-sources'
import { labQuestions, labRuns } from '@/lib/db/schema/retrieval-lab'
import { emptyGraph } from '@/lib/graph/graph'
import { createKnowledgeBase } from '@/lib/rag/indexes/create-knowledge-base'
import { StatisticsCounter } from '@/lib/services/datasets/statistics'
import type { Filling } from './workspace-rows'

export async function fillKnowledge({ db, keyring, workspaceId, id }: Filling): Promise<void> {
  const created = await createKnowledgeBase(db, { workspaceId, name: 'KB' })
  id.knowledgeBaseId = created.knowledgeBaseId
  id.indexId = created.indexId
  const inBase = { workspaceId, knowledgeBaseId: id.knowledgeBaseId }
  await db.insert(knowledgeSources).values({
    ...inBase,
    id: id.knowledgeSourceId,
    kind: 'web',
    name: 'Site',
    settings: { url: 'http://127.0.0.1:9/' },
    encryptedSecret: await keyring.seal(
      db,
      { workspaceId, id: id.knowledgeSourceId, type: 'source' },
      'CANARY_SECRET_VALUE',
    ),
  })
  await db.insert(sourceSyncs).values({
    id: id.syncId,
    workspaceId,
    sourceId: id.knowledgeSourceId,
    cause: 'person',
    status: 'done',
  })
  await db.insert(documents).values({
    ...inBase,
    id: id.documentId,
    name: 'a.txt',
    mimeType: 'text/plain',
    sizeBytes: 1,
    sha256: 'x',
    fileId: newId(),
    status: 'ready',
    text: 'hello world',
  })
  await db.insert(chunks).values({
    ...inBase,
    id: id.chunkId,
    indexId: created.indexId,
    documentId: id.documentId,
    ordinal: 0,
    text: 'hello world',
    headings: [],
    startOffset: 0,
    endOffset: 11,
    tokenCount: 2,
  })
  await db.insert(labQuestions).values({
    ...inBase,
    id: id.labQuestionId,
    question: 'What?',
    hash: newId(),
    answer: 'hello',
    expected: [],
    origin: 'typed',
    review: 'accepted',
  })
  await db.insert(labRuns).values({
    ...inBase,
    id: id.labRunId,
    status: 'done',
    total: 1,
    configurations: [],
    questionIds: [id.labQuestionId],
  })
}

export async function fillDataset({ db, workspaceId, id }: Filling): Promise<void> {
  const { datasetId } = id
  await db.insert(datasets).values({ id: datasetId, workspaceId, name: 'Data', kind: 'qa' })
  await db
    .insert(datasetSources)
    .values({ id: id.sourceId, workspaceId, datasetId, kind: 'manual', name: 'By hand', status: 'done' })
  await db.insert(datasetExamples).values({
    id: id.exampleId,
    workspaceId,
    datasetId,
    sourceId: id.sourceId,
    hash: 'h',
    inputHash: 'i',
    data: { question: 'Who?', answer: 'Me.' },
    preview: 'Who? → Me.',
    review: 'approved',
    split: 'train',
  })
  const statistics = new StatisticsCounter().finish([])
  await db.insert(datasetVersions).values({ id: id.datasetVersionId, workspaceId, datasetId, number: 1, statistics })
  await db
    .insert(datasetVersionExamples)
    .values({ versionId: id.datasetVersionId, exampleId: id.exampleId, workspaceId, split: 'train' })
}

export async function fillEvaluation({ db, workspaceId, id }: Filling): Promise<void> {
  const { evaluationId, experimentId, appId, datasetId, datasetVersionId, exampleId } = id
  const scorers: ScorerSettings[] = [
    { id: 'equal', kind: 'equal', normalize: true },
    {
      id: id.scorer,
      kind: 'criteria',
      criteria: ['Is it polite?'],
      passAt: 1,
      model: { connection: 'auto', model: 'auto' },
    },
  ]
  const settings = { split: 'all' as const, scorers }
  await db
    .insert(evaluations)
    .values({ id: evaluationId, workspaceId, appId, datasetId, name: 'Support', slug: 'support', ...settings })
  const variant = { label: 'draft' as const, environment: null, versionId: null, versionNumber: null, graphHash: 'h' }
  await db.insert(experiments).values({
    id: experimentId,
    workspaceId,
    evaluationId,
    number: 1,
    status: 'queued',
    datasetVersionId,
    ...settings,
    variants: [{ ...variant, graph: emptyGraph() }],
    repeats: 1,
    margin: 0.02,
    exampleCount: 1,
    total: 1,
  })
  const cell = { experimentId, variant: 0, exampleId, trial: 0, workspaceId }
  await db.insert(experimentResults).values({
    ...cell,
    status: 'answered',
    reuseKey: 'k',
    world: 'w',
    input: 'Who?',
    expected: 'Me.',
    answer: 'Me.',
  })
  const { ruleId, campaignId, optimizationId } = id
  await db.insert(optimizations).values({
    id: optimizationId,
    workspaceId,
    evaluationId,
    experimentId,
    status: 'done',
    parameters: [],
    limits: OptimizationLimits.parse({}),
    searchCases: 1,
    heldOutCases: 1,
    seed: 1,
  })
  const draftCandidate = { index: 0, origin: 'draft' as const, choice: [], status: 'finished' as const }
  await db.insert(optimizationCandidates).values({ optimizationId, workspaceId, ...draftCandidate })
  const attacked = { graph: emptyGraph(), points: [], size: 'quick' as const, seed: 1, total: 0 }
  await db.insert(attackCampaigns).values({ id: campaignId, workspaceId, appId, status: 'done', ...attacked })
  const rule = { name: 'Live', environment: null, share: 0.1, dailyBudgetMicros: 1_000_000, isOn: true }
  const started = { cursor: ruleId, feedbackAt: new Date(), referenceAt: new Date() }
  await db
    .insert(onlineRules)
    .values({ id: ruleId, workspaceId, appId, slug: 'live', scorers: scorers.slice(1), ...rule, ...started })
  const gate = { workspaceId, appId, environment: 'production' }
  await db.insert(gates).values({ ...gate, evaluationId, rules: GateRules.parse({}), updatedBy: 'me' })
  await db.insert(gateDecisions).values({
    ...gate,
    graphHash: 'h',
    action: 'promote',
    answer: 'passes',
    rules: [],
    isAllowed: true,
    actorName: 'me',
  })
  await db.insert(experimentScores).values({ ...cell, scorer: 'equal', outcome: 'scored', value: 1, reason: 'Equals.' })
}
