import 'server-only'
import type { exportExperiment as exportContract } from '@/lib/contracts/experiment-export'
import type { ExampleResult } from '@/lib/contracts/experiments'
import type { Database } from '@/lib/db/database'
import { requireRole, type Verb } from '../../context'
import { streamDownload } from '../../stream-download'
import { getEvaluationRow } from '../evaluation-rows'
import { exampleChanges } from '../example-changes'
import { withAnswers } from '../example-results'
import { type ExperimentRow, getExperimentRow, viewExperiment } from '../experiment-view'
import { summariesOf } from '../experiments'
import { readAnswers } from '../read-answers'
import { htmlText } from './html-text'
import { junitText } from './junit-text'

const PAGE = 200

/** The whole result as one file, a page of examples in memory. */
export const exportExperiment: Verb<typeof exportContract> = async ({ ctx, params, query }) => {
  requireRole(ctx, 'editor')
  const row = await getExperimentRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const { name } = await getEvaluationRow(ctx.db, { workspaceId: ctx.workspace.id, ...params })
  const experiment = await viewExperiment(ctx.db, row)
  const result = { name, experiment, summaries: await summariesOf(ctx.db, row) }
  const examples = () => allExamples(ctx.db, row)
  const fileName = `${name.replace(/[^\p{L}\p{N}]+/gu, '-')}-${row.number}`
  const ascii = encodeURIComponent(fileName).replace(/%/g, '_')
  switch (query.format) {
    case 'json':
      return streamDownload(jsonText(result, examples()), `${ascii}.json`)
    case 'junit':
      return streamDownload(junitText(result, examples()), `${ascii}.xml`)
    case 'html':
      return streamDownload(htmlText(result, examples()), `${ascii}.html`)
    default: {
      const unhandled: never = query.format
      return unhandled
    }
  }
}

async function* allExamples(db: Database, row: ExperimentRow): AsyncGenerator<ExampleResult> {
  const [primary] = row.scorers
  if (!primary) return
  const variants = row.variants.length
  const all = exampleChanges(await readAnswers(db, row), { primary, variants, variant: variants - 1 })
  for (let offset = 0; offset < all.length; offset += PAGE)
    yield* await withAnswers(db, row, all.slice(offset, offset + PAGE))
}

async function* jsonText(result: object, examples: AsyncGenerator<ExampleResult>): AsyncGenerator<string> {
  yield `${JSON.stringify(result).slice(0, -1)},"examples":[`
  let separator = '\n'
  for await (const example of examples) {
    yield separator + JSON.stringify(example)
    separator = ',\n'
  }
  yield '\n]}\n'
}
