import { formatMessage } from '../format-message'
import { englishProblems } from './en/en'
import { englishParam } from './param-text'
import { pickParams } from './pick-problem'
import type { Problem, ProblemParams, ProblemTexts } from './types'

/** The problem with its English message. A key without a text, such as one of a newer version, is its own message. */
export function formatProblem(key: string, params?: ProblemParams): Problem {
  const [area = '', name = ''] = key.split('.')
  const texts: ProblemTexts = englishProblems
  const text = texts[area]?.[name] ?? key
  if (params === undefined) return { message: text, key }
  const values = Object.fromEntries(Object.entries(params).map(([name, param]) => [name, englishParam(param)]))
  return { message: formatMessage(text, values, 'en'), key, params: pickParams(params) }
}
