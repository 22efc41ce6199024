import type { englishProblems } from './en/en'
import { formatProblem } from './format-problem'
import type { KeyOf, ParamsArgument, Problem, ProblemParams, TextOf } from './types'

type English = typeof englishProblems
export type ProblemKey = KeyOf<English>

/**
 * A problem for people, by its key. A key without a text, or a parameter that the text does not take, does not compile.
 * Code that browsers load uses `textRef`, or the problems of one area: `problemsOf`.
 */
export function problem<Key extends ProblemKey>(key: Key, ...params: ParamsArgument<TextOf<English, Key>>): Problem
export function problem(key: string, params?: ProblemParams): Problem {
  return formatProblem(key, params)
}
