import type { Problem, ProblemParam, ProblemTexts, TextParam, TextRef } from '@/lib/messages/problems/types'
import { joinSentences } from './join-sentences'
import { currentLocale, currentMessageCatalog } from './message-catalog'

/** A problem in the language of the page, by its key. Without a text for the key, its English message. */
export function localizeProblem(problem: Problem): string {
  return lookUpProblem(problem) ?? problem.message
}

/** The text of a problem; undefined if the language of the page has none. */
export function lookUpProblem({ key, params = {} }: Problem | TextRef): string | undefined {
  const catalog = currentMessageCatalog()
  const text = findText(key, catalog?.problems)
  if (!catalog || text === undefined) return undefined
  const values = Object.entries(params).map(([name, param]) => [name, localizeParam(param)] as const)
  return catalog.format(text, Object.fromEntries(values), currentLocale())
}

function findText(key: string | undefined, texts: ProblemTexts | null | undefined): string | undefined {
  if (key === undefined || !texts) return undefined
  const [area = '', name = ''] = key.split('.')
  const names = Object.hasOwn(texts, area) ? texts[area] : undefined
  return names && Object.hasOwn(names, name) ? names[name] : undefined
}

function localizeParam(param: ProblemParam | TextParam): string | number {
  if (typeof param !== 'object') return param
  return isOne(param) ? localizeOne(param) : joinSentences(...param.map(localizeOne))
}

const isOne = (param: object): param is Problem | TextRef => 'message' in param || 'key' in param

const localizeOne = (part: Problem | TextRef): string =>
  'message' in part ? localizeProblem(part) : (lookUpProblem(part) ?? part.key)
