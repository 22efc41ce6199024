import { RE2JS } from 're2js'
import { caseText } from '@/lib/contracts/example-data'
import type { ScorerSettings } from '@/lib/contracts/scorers'
import { problem } from '@/lib/messages/problems/problem'
import { saysUnknown } from '@/lib/models/phrases/says-unknown'
import { numbersIn } from './numbers-in'
import { type AppAnswer, type ExpectedResult, type Score, scored, skipped } from './score'
import { editSimilarity, normalizeText, rougeL, tokenF1, tokensOf } from './text-measures'

type Of<Kind extends ScorerSettings['kind']> = Extract<ScorerSettings, { kind: Kind }>

export const noExpectation = (): Score => skipped(problem('scores.noExpectation'))

export function scoreEqual({ normalize }: Of<'equal'>, { expected }: ExpectedResult, { text }: AppAnswer): Score {
  if (expected === undefined) return noExpectation()
  const wanted = caseText(expected)
  const isEqual = normalize ? normalizeText(text) === normalizeText(wanted) : text.trim() === wanted.trim()
  return isEqual
    ? scored(1, problem('scores.equal'))
    : scored(0, problem('scores.differs', { expected: short(wanted) }))
}

export function scoreContains(
  { mode, texts, compare }: Of<'contains'>,
  { expected }: ExpectedResult,
  { text }: AppAnswer,
): Score {
  const wanted = texts.length > 0 ? texts : expected === undefined ? [] : [caseText(expected)]
  if (wanted.length === 0) return noExpectation()
  const occurs = finderOf(text, mode, compare)
  const found = wanted.filter(occurs)
  const missing = wanted.filter((part) => !found.includes(part))
  const evidence = found[0] ?? null
  if (mode === 'none')
    return found.length === 0
      ? scored(1, problem('scores.containsNone'))
      : scored(0, problem('scores.containsForbidden', { texts: short(found.join(', ')) }), evidence)
  const isMet = mode === 'all' ? missing.length === 0 : found.length > 0
  return isMet
    ? scored(1, problem('scores.contains', { texts: short(found.join(', ')) }), evidence)
    : scored(0, problem('scores.lacks', { texts: short(missing.join(', ')) }))
}

/** Whether a part is in the text, at its start or at its end. */
function finderOf(
  text: string,
  mode: Of<'contains'>['mode'],
  compare: Of<'contains'>['compare'],
): (part: string) => boolean {
  const find = mode === 'start' ? 'startsWith' : mode === 'end' ? 'endsWith' : 'includes'
  if (compare === 'exact') return (part) => text.trim()[find](part)
  if (compare === 'any-case') return (part) => text.trim().toLowerCase()[find](part.toLowerCase())
  const words = ` ${normalizeText(text)} `
  return (part) => words[find](` ${normalizeText(part)} `) || text.trim()[find](part)
}

export function scoreRegex({ pattern }: Of<'regex'>, _: ExpectedResult, { text }: AppAnswer): Score {
  const matcher = RE2JS.compile(pattern).matcher(text)
  return matcher.find()
    ? scored(1, problem('scores.matches'), matcher.group() ?? null)
    : scored(0, problem('scores.noMatch', { pattern: short(pattern) }))
}

export function scoreLength({ unit, min, max }: Of<'length'>, _: ExpectedResult, { text }: AppAnswer): Score {
  const length = unit === 'words' ? tokensOf(text).length : [...text].length
  return scored(Number(length >= min && length <= max), problem('scores.length', { length, min, max }))
}

const MEASURES = { 'token-f1': tokenF1, 'rouge-l': rougeL, 'edit-distance': editSimilarity } as const

export function scoreOverlap(
  { kind }: Of<keyof typeof MEASURES>,
  { expected }: ExpectedResult,
  { text }: AppAnswer,
): Score {
  if (expected === undefined) return noExpectation()
  const value = MEASURES[kind](text, caseText(expected))
  return scored(value, problem('scores.overlap', { percent: Math.round(100 * value) }))
}

/** Compares the last number of the answer, where a solution states its result. */
export function scoreNumber(
  { tolerance, relative }: Of<'number'>,
  { expected }: ExpectedResult,
  { text }: AppAnswer,
): Score {
  if (expected === undefined) return noExpectation()
  const [wanted, found] = [numbersIn(caseText(expected)).at(-1), numbersIn(text).at(-1)]
  if (wanted === undefined) return skipped(problem('scores.expectedNoNumber'))
  if (found === undefined) return scored(0, problem('scores.noNumber', { expected: String(wanted) }))
  const allowed = (relative ? tolerance * Math.abs(wanted) : tolerance) + 1e-9
  const isClose = Math.abs(found - wanted) <= allowed
  const params = { found: String(found), expected: String(wanted) }
  return scored(
    Number(isClose),
    isClose ? problem('scores.numberEqual', params) : problem('scores.numberDiffers', params),
    String(found),
  )
}

/** Passes if the app abstains exactly when no answer is expected. */
export function scoreAbstention(_: Of<'abstention'>, { expected }: ExpectedResult, { text }: AppAnswer): Score {
  const isUnknown = text.trim() === '' || saysUnknown(text)
  const isExpected = expected === undefined || expected === '' || saysUnknown(caseText(expected))
  const label = isUnknown ? 'abstained' : 'answered'
  const reason = isUnknown ? problem('scores.abstained') : problem('scores.answered')
  return { ...scored(Number(isUnknown === isExpected), reason), label }
}

const SHOWN = 200

export const short = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text)
