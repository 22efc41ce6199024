import { formatProblem } from './format-problem'
import type { Problem, ProblemParam, TextParam, TextRef } from './types'

/** Gives a text and those nested in it their English message: for APIs, the log, and what is stored. */
export function wordText({ key, params }: TextRef): Problem {
  if (params === undefined) return formatProblem(key)
  const entries = Object.entries(params).map(([name, param]) => [name, wordParam(param)] as const)
  return formatProblem(key, Object.fromEntries(entries))
}

function wordParam(param: TextParam): ProblemParam {
  if (typeof param !== 'object') return param
  return 'key' in param ? wordText(param) : param.map(wordText)
}
