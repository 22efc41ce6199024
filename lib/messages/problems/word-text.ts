import { formatProblem } from './format-problem'
import type { Problem, ProblemParam, TextParam, TextRef } from './types'

/** Adds the English message to a text and to its nested texts, for APIs, logs and storage. */
export function wordText({ key, params }: TextRef): Problem {
  if (params === undefined) return formatProblem(key)
  const entries = Object.entries(params).map(([name, param]) => [name, wordParam(param)] as const)
  return formatProblem(key, Object.fromEntries(entries))
}

function wordParam(param: TextParam): ProblemParam {
  if (typeof param !== 'object') return param
  return 'key' in param ? wordText(param) : param.map(wordText)
}
