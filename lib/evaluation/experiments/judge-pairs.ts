import 'server-only'
import { and, eq, gt } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { JudgeSettings } from '@/lib/contracts/scorers'
import { AppError } from '@/lib/core/app-error'
import { experimentResults, experimentScores } from '@/lib/db/schema/evaluation/evaluations'
import { problem } from '@/lib/messages/problems/problem'
import type { ExperimentRow } from '@/lib/services/evaluations/experiment-view'
import type { System } from '@/lib/services/system'
import { type AnswerPair, OPEN_PAIR, scorePair } from '../judges/score-pair'
import { isPermanent } from '../permanent-errors'
import { type Score, type ScorerTools, withoutVerdict } from '../scorers/score'
import { type Cell, type ExperimentStore, scoreColumns } from './experiment-store'

interface Pairs {
  system: System
  row: ExperimentRow
  store: ExperimentStore
  tools: ScorerTools
}

type PairwiseSettings = Extract<JudgeSettings, { kind: 'pairwise' }>

/** Compares answers with those of the first variant. @returns why it ended */
export async function judgePairs(pairs: Pairs): Promise<'done' | 'spent' | 'stopped'> {
  const { row, store, tools } = pairs
  const pairwise = row.scorers.filter((scorer): scorer is PairwiseSettings => scorer.kind === 'pairwise')
  for (const settings of pairwise)
    for (const open of await openPairs(pairs, settings.id)) {
      tools.signal.throwIfAborted()
      if (row.budgetMicros !== null && store.spentMicros >= row.budgetMicros) return 'spent'
      const score = await judgePair(settings, open, tools)
      await saveScore(pairs, { ...open, scorer: settings.id }, score)
      if (!(await store.charge(score.judged?.costMicros ?? 0))) return 'stopped'
    }
  return 'done'
}

async function judgePair(settings: PairwiseSettings, pair: AnswerPair, tools: ScorerTools): Promise<Score> {
  try {
    return await scorePair(settings, pair, tools)
  } catch (error) {
    if (tools.signal.aborted || isPermanent(error)) throw error
    return withoutVerdict(AppError.isInstance(error) ? error : problem('scores.scorerFailed'))
  }
}

const ofScores = (row: ExperimentRow) =>
  and(eq(experimentScores.experimentId, row.id), eq(experimentScores.workspaceId, row.workspaceId))

function openPairs({ system, row }: Pairs, scorer: string): Promise<(Cell & AnswerPair)[]> {
  const baseline = alias(experimentResults, 'baseline')
  return system.db
    .select({
      variant: experimentResults.variant,
      exampleId: experimentResults.exampleId,
      trial: experimentResults.trial,
      input: experimentResults.input,
      expected: experimentResults.expected,
      answer: experimentResults.answer,
      baseline: baseline.answer,
    })
    .from(experimentResults)
    .innerJoin(
      baseline,
      and(
        eq(baseline.experimentId, experimentResults.experimentId),
        eq(baseline.exampleId, experimentResults.exampleId),
        eq(baseline.trial, experimentResults.trial),
        eq(baseline.variant, 0),
        eq(baseline.status, 'answered'),
      ),
    )
    .innerJoin(
      experimentScores,
      and(
        ofScores(row),
        eq(experimentScores.variant, experimentResults.variant),
        eq(experimentScores.exampleId, experimentResults.exampleId),
        eq(experimentScores.trial, experimentResults.trial),
        eq(experimentScores.scorer, scorer),
        eq(experimentScores.label, OPEN_PAIR),
      ),
    )
    .where(
      and(
        eq(experimentResults.experimentId, row.id),
        eq(experimentResults.workspaceId, row.workspaceId),
        gt(experimentResults.variant, 0),
        eq(experimentResults.status, 'answered'),
      ),
    )
    .orderBy(experimentResults.exampleId, experimentResults.variant, experimentResults.trial)
}

async function saveScore(
  { system, row }: Pairs,
  { variant, exampleId, trial, scorer }: Cell & { scorer: string },
  score: Score,
): Promise<void> {
  await system.db
    .update(experimentScores)
    .set(scoreColumns(score))
    .where(
      and(
        ofScores(row),
        eq(experimentScores.variant, variant),
        eq(experimentScores.exampleId, exampleId),
        eq(experimentScores.trial, trial),
        eq(experimentScores.scorer, scorer),
      ),
    )
}
