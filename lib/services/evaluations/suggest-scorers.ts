import 'server-only'
import { and, asc, eq, isNull } from 'drizzle-orm'
import type { suggestScorers as suggestContract } from '@/lib/contracts/evaluations'
import { caseText, ExampleData } from '@/lib/contracts/example-data'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { Database } from '@/lib/db/database'
import { datasetExamples } from '@/lib/db/schema/datasets'
import type { Graph } from '@/lib/graph/graph'
import { problem } from '@/lib/messages/problems/problem'
import { getAppRow } from '../apps/get-app-row'
import { inputFieldsOf } from '../apps/input-fields'
import { requireRole, type Verb } from '../context'
import { inputsFor, inputText, type TestCase, toTestCase } from './test-case'

const SAMPLE = 200
const SHOWN = 3

export const suggestScorers: Verb<typeof suggestContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'viewer')
  const app = await getAppRow(ctx.db, ctx.workspace.id, params.appId)
  const cases = query.datasetId ? await sampleCases(ctx.db, ctx.workspace.id, query.datasetId) : []
  const fields = inputFieldsOf(app.draft)
  return {
    scorers: scorersFor(app.draft, cases),
    preview: cases.slice(0, SHOWN).map((testCase) => {
      const inputs = inputsFor(fields, testCase)
      return {
        inputs: inputText({ inputs: inputs ?? testCase.inputs }),
        expected: testCase.expected === undefined ? '' : caseText(testCase.expected),
        problem: inputs ? null : problem('evaluation.inputsMismatch').message,
      }
    }),
  }
}

async function sampleCases(db: Database, workspaceId: string, datasetId: string): Promise<TestCase[]> {
  const rows = await db
    .select({ data: datasetExamples.data })
    .from(datasetExamples)
    .where(
      and(
        eq(datasetExamples.workspaceId, workspaceId),
        eq(datasetExamples.datasetId, datasetId),
        eq(datasetExamples.review, 'approved'),
        isNull(datasetExamples.removedAt),
      ),
    )
    .orderBy(asc(datasetExamples.id))
    .limit(SAMPLE)
  return rows.map(({ data }) => toTestCase(ExampleData.parse(data)))
}

const MAX_LABEL_WORDS = 3
/** A right answer contains a fact of this length, but shares few of its own words with it. */
const MAX_FACT_WORDS = 6

/** Suggests scorers for an app. The first one is the primary metric. */
export function scorersFor(graph: Graph, cases: readonly TestCase[]): ScorerSettings[] {
  const has = (type: string) => graph.nodes.some((node) => node.type === type && !node.disabled)
  const hasPassages = cases.some(({ passages }) => passages.length > 0)
  const suggested: (ScorerSettings | null)[] = [
    cases.some(({ checks }) => checks.length > 0) ? { id: 'checks', kind: 'checks', passAt: 1 } : null,
    ...comparisonsFor(has('retriever'), cases),
    has('retriever') && hasPassages
      ? { id: 'retrieval', kind: 'retrieval', measure: 'recall', depth: 10, passAt: 1 }
      : null,
    has('retriever') ? { id: 'wording', kind: 'wording', passAt: 1 } : null,
    has('retriever') ? { id: 'abstention', kind: 'abstention' } : null,
    { id: 'latency', kind: 'latency', maxMs: 10_000 },
  ]
  const found = suggested.filter((scorer) => scorer !== null)
  return found.length > 1 ? found : [{ id: 'length', kind: 'length', unit: 'words', min: 1, max: 500 }, ...found]
}

/** Scorers that compare with the expected values. */
function comparisonsFor(isRetrieved: boolean, cases: readonly TestCase[]): (ScorerSettings | null)[] {
  const expected = cases.flatMap(({ expected: value }) => (value === undefined ? [] : [value]))
  if (expected.length === 0) return []
  const lengths = expected.map((value) => caseText(value).split(/\s+/).length).toSorted((a, b) => a - b)
  const isLabel = lengths.every((length) => length <= MAX_LABEL_WORDS)
  const isFact = (lengths[lengths.length >> 1] ?? 0) <= MAX_FACT_WORDS
  const isNumber = expected.every((value) => Number.isFinite(Number(caseText(value))))
  const isObject = expected.every((value) => typeof value === 'object')
  return [
    isNumber ? { id: 'number', kind: 'number', tolerance: 0, relative: false } : null,
    isObject ? { id: 'fields', kind: 'json-fields', passAt: 1 } : null,
    isLabel && !isNumber && !isRetrieved ? { id: 'equal', kind: 'equal', normalize: true } : null,
    !isNumber && !isObject && (isLabel ? isRetrieved : isFact)
      ? { id: 'contains', kind: 'contains', mode: 'all', texts: [], compare: 'words' }
      : null,
    isLabel || isFact || isObject ? null : { id: 'token-f1', kind: 'token-f1', passAt: 0.5 },
    isObject || isNumber ? null : { id: 'similarity', kind: 'similarity', passAt: 0.6 },
  ]
}
