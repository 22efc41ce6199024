import { formatProblem } from './format-problem'
import type { Problem, ProblemParam, TextParam, TextRef } from './types'

/** Adds the English message to a text and to its nested texts, for APIs, logs and storage. */
export function addEnglish({ key, params }: TextRef): Problem {
  if (params === undefined) return formatProblem(key)
  const entries = Object.entries(params).map(([name, param]) => [name, addEnglishToParam(param)] as const)
  return formatProblem(key, Object.fromEntries(entries))
}

function addEnglishToParam(param: TextParam): ProblemParam {
  if (typeof param !== 'object') return param
  return 'key' in param ? addEnglish(param) : param.map(addEnglish)
}
