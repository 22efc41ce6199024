import { formatMessage } from '../format-message'
import { englishProblems } from './en/en'
import { englishParam } from './param-text'
import { pickParams } from './pick-problem'
import type { KeyOf, ParamsArgument, Problem, ProblemParams, ProblemTexts, TextOf } from './types'

type English = typeof englishProblems
export type ProblemKey = KeyOf<English>

/**
 * A problem for people, by its key. A key without a text, or a parameter that the text does not take, does not compile.
 * Code that browsers load uses the problems of one area instead: `problemsOf`.
 */
export function problem<Key extends ProblemKey>(key: Key, ...params: ParamsArgument<TextOf<English, Key>>): Problem
export function problem(key: string, params?: ProblemParams): Problem {
  const [area = '', name = ''] = key.split('.')
  const texts: ProblemTexts = englishProblems
  const text = texts[area]?.[name] ?? key
  if (params === undefined) return { message: text, key }
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, englishParam(param)]))
  return { message: formatMessage(text, values, 'en'), key, params: pickParams(params) }
}
