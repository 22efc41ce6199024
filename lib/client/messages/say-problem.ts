import type { Problem, ProblemParam, ProblemTexts, TextParam, TextRef } from '@/lib/messages/problems/types'
import { currentCatalogue, currentLocale } from './catalogue'
import { joinSentences } from './join-sentences'

/** A problem in the language of the page, by its key. Without a text for the key, its English message. */
export function sayProblem(problem: Problem): string {
  return lookUpProblem(problem) ?? problem.message
}

/** The text of a problem; undefined if the language of the page has none. */
export function lookUpProblem({ key, params = {} }: Problem | TextRef): string | undefined {
  const catalogue = currentCatalogue()
  const text = findText(key, catalogue?.problems)
  if (!catalogue || text === undefined) return undefined
  const values = Object.entries(params).map(([name, param]) => [name, sayParam(param)] as const)
  return catalogue.format(text, Object.fromEntries(values), currentLocale())
}

function findText(key: string | undefined, texts: ProblemTexts | null | undefined): string | undefined {
  if (key === undefined || !texts) return undefined
  const [area = '', name = ''] = key.split('.')
  const names = Object.hasOwn(texts, area) ? texts[area] : undefined
  return names && Object.hasOwn(names, name) ? names[name] : undefined
}

function sayParam(param: ProblemParam | TextParam): string | number {
  if (typeof param !== 'object') return param
  return isOne(param) ? sayOne(param) : joinSentences(...param.map(sayOne))
}

const isOne = (param: object): param is Problem | TextRef => 'message' in param || 'key' in param

const sayOne = (part: Problem | TextRef): string =>
  'message' in part ? sayProblem(part) : (lookUpProblem(part) ?? part.key)
