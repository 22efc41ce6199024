import 'server-only'
import type { LabConfiguration, LabFound } from '@/lib/contracts/retrieval-lab-runs'
import { endUserViewer } from '@/lib/core/knowledge/document-access'
import type { Database } from '@/lib/db/database'
import type { RetrievedPassage } from '@/lib/engine/ports'
import { type ErrorColumns, errorColumns } from '@/lib/messages/problems/error-columns'
import { problem } from '@/lib/messages/problems/problem'
import { findPlaces, isExpected, toTargets } from '@/lib/rag/lab/find-places'
import { holdsAnswer } from '@/lib/rag/lab/holds-answer'
import type { MeasuredAnswer } from '@/lib/rag/lab/summarize-run'
import { searchChunks } from '@/lib/rag/search/search-chunks'
import { toFound } from '@/lib/services/knowledge/lab/found-passage'
import type { LabModels } from '@/lib/services/knowledge/lab/lab-models'
import type { LabAddress, LabQuestionRow } from '@/lib/services/knowledge/lab/question-rows'

/** Number of passages stored for the report. */
const KEPT_PASSAGES = 10

export interface MeasureConfiguration {
  db: Database
  address: LabAddress
  question: LabQuestionRow
  options: LabConfiguration['options']
  models: LabModels
  signal: AbortSignal
}

export interface ConfigurationAnswer extends MeasuredAnswer, ErrorColumns {
  found: LabFound[]
  confidence: number | null
}

/** Measures one question with one configuration; time and cost include embedding, models and reranking. */
export async function measureConfiguration(request: MeasureConfiguration): Promise<ConfigurationAnswer> {
  const { db, address, question, options, models, signal } = request
  const { viewer, filters, expected, answer } = question
  const calls = models.begin(signal)
  const startedMs = performance.now()
  const { passages, confidence, prepared } = await searchChunks({
    db,
    ...address,
    query: question.question,
    options,
    filters,
    signal,
    viewer: viewer === null ? null : endUserViewer(viewer.userId, viewer.groups),
    embed: calls.embed,
    models: calls.search,
    fields: models.fields,
  })
  const durationMs = performance.now() - startedMs
  const targets = toTargets(expected)
  const holds = (passage: RetrievedPassage) =>
    targets.flatMap((target, index) => (isExpected(passage, target) ? [index] : []))
  return {
    places: findPlaces(passages, targets),
    answerFound: holdsAnswer(
      passages.map(({ text }) => text),
      answer,
    ),
    found: passages.slice(0, KEPT_PASSAGES).map((passage) => toFound(passage, holds(passage))),
    confidence,
    durationMs,
    costMicros: calls.costMicros(),
    // Apps skip a step whose model failed; in a measurement that would be another configuration.
    ...errorColumns(prepared.notes.length === 0 ? null : problem('evaluation.stepsFailed', { notes: prepared.notes })),
  }
}
