import { z } from 'zod'
import { caseText } from '@/lib/contracts/example-data'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import type { JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { judgeHash, subjectHash } from '@/lib/services/judges/judge-hash'
import {
  type AppAnswer,
  type ExpectedResult,
  type Judged,
  type Score,
  type ScorerTools,
  scored,
  withoutVerdict,
} from './score'
import { short } from './text-scorers'

export type AppScorer = Extract<ScorerSettings, { kind: 'app' }>

const Verdict = z.object({
  score: z.union([z.number().min(0).max(1), z.boolean().transform(Number)]),
  label: z.string().nullish(),
  reason: z.string().trim().min(1),
})

/** The score that another app of the workspace gives. The same answer is not scored twice by the same version. */
export async function scoreByApp(
  settings: AppScorer,
  expected: ExpectedResult,
  answer: AppAnswer,
  { judge, runApp }: ScorerTools,
): Promise<Score> {
  if (!runApp || settings.version === null) return withoutVerdict(problem('evaluation.scorerAppMissing'))
  const inputs = inputsOf(expected, answer)
  const judged: Judged = {
    judge: judgeHash(settings),
    subject: subjectHash(JSON.stringify(inputs)),
    servedModel: null,
    costMicros: 0,
  }
  const stored = await judge.findVerdict(judged.judge, judged.subject)
  if (stored) return { ...stored, judged }
  const { error, outputs, costMicros } = await runApp(settings, inputs)
  const score = error ? withoutVerdict(problem('scores.scorerAppFailed', { error })) : readVerdict(outputs)
  return { ...score, judged: { ...judged, costMicros } }
}

/** The values that a scoring app can read; it declares the ones that it needs. */
function inputsOf({ input, expected }: ExpectedResult, { text, transcript, passages }: AppAnswer): JsonObject {
  return {
    inputs: input,
    output: transcript ?? text,
    expected: expected === undefined ? '' : caseText(expected),
    passages: passages.map((passage) => passage.text).join('\n\n'),
  }
}

/** Reads the values of the answer, or its text as JSON. */
function readVerdict({ data, text }: JsonObject): Score {
  const verdict = Verdict.safeParse(data ?? parsed(text))
  if (!verdict.success) return withoutVerdict(problem('scores.scorerAppUnreadable'))
  const { score, label, reason } = verdict.data
  return { ...scored(score, problem('scores.byApp', { reason: short(reason) })), label: label ?? null }
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return null
  }
}
