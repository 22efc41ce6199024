import type { JsonObject } from '@/lib/core/json'
import { maskPersonalData } from '@/lib/core/personal-data/find-personal-data'
import type { Problem, ProblemParam, ProblemParams } from '@/lib/messages/problems/types'
import type { AppAnswer, Score } from '../scorers/score'

const mask = (text: string): string => maskPersonalData(text).text

/** The values that a judge sees. */
export const maskAnswer = (answer: AppAnswer): AppAnswer => ({
  ...answer,
  text: mask(answer.text),
  passages: answer.passages.map((passage) => ({ ...passage, text: mask(passage.text) })),
  outputs: {} satisfies JsonObject,
})

export const maskText = mask

/** Masks a score before it is stored, since its reason may quote the answer. */
export const maskScore = (score: Score): Score => ({
  ...score,
  reason: maskProblem(score.reason),
  evidence: score.evidence === null ? null : mask(score.evidence),
})

function maskProblem(problem: Problem): Problem {
  const { message, params } = problem
  return {
    ...problem,
    message: mask(message),
    ...(params === undefined ? {} : { params: maskParams(params) }),
  }
}

const maskParams = (params: ProblemParams): ProblemParams =>
  Object.fromEntries(Object.entries(params).map(([name, value]) => [name, maskParam(value)]))

function maskParam(value: ProblemParam): ProblemParam {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return mask(value)
  return isProblems(value) ? value.map(maskProblem) : maskProblem(value)
}

const isProblems = (value: Problem | readonly Problem[]): value is readonly Problem[] => Array.isArray(value)
