import { z } from 'zod'
import type { CaseCheck, CheckSettings } from '@/lib/contracts/case-checks'
import { DEFAULT_MODEL } from '@/lib/contracts/scorers'
import { type Json, type JsonObject, JsonSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { textOf } from '../case-parts'
import type { FileReader } from '../evaluation-file'
import { isRecord } from '../file-values'
import { fieldOf, fillTemplate } from './item-template'

/** A grader that compares with a reference. */
export interface Grader {
  scorer: CheckSettings
  reference: string
  not: boolean
}

const OUTPUT = /^\s*\{\{\s*sample\.output_text\s*\}\}\s*$/
const StringCheck = z.object({
  input: z.string(),
  reference: z.string(),
  operation: z.enum(['eq', 'ne', 'like', 'ilike']),
})
const TextSimilarity = z.object({
  input: z.string(),
  reference: z.string(),
  evaluation_metric: z.string(),
  pass_threshold: z.number().min(0).max(1).catch(0.5),
})
const Messages = z.array(z.object({ role: z.string(), content: JsonSchema }))
const ModelGrader = z.object({ input: Messages, passing_labels: z.array(z.string()).optional() })

/**
 * Adds graders as scorers of the evaluation. Those that compare with a reference are also returned, because they may
 * become checks of each case.
 */
export function openGraders(criteria: Json | undefined, reader: FileReader): Grader[] {
  const all = Array.isArray(criteria) ? criteria.filter(isRecord) : []
  const graders = all.flatMap((grader, index) => {
    const field = `testing_criteria.${index + 1}`
    const found = comparisonOf(grader, reader, field)
    if (found) return [found]
    addModelGrader(grader, reader, field)
    return []
  })
  const [primary] = graders
  const expected = primary && fieldOf(primary.reference)
  // Graders of the expected value are scorers of the evaluation; the others become checks of each case.
  for (const { scorer, reference, not } of graders)
    if (!not && expected !== null && fieldOf(reference) === expected) reader.addScorer(scorer)
  if (graders.some((grader) => isOfCase(grader, expected ?? null)))
    reader.addScorer({ id: 'checks', kind: 'checks', passAt: 1 })
  return graders
}

const isOfCase = ({ reference, not }: Grader, expected: string | null): boolean =>
  not || expected === null || fieldOf(reference) !== expected

/** The graders that are not scorers of the whole evaluation, with the reference of this item. */
export function caseGraders(graders: readonly Grader[], item: JsonObject, expected: string | null): CaseCheck[] {
  return graders
    .filter((grader) => isOfCase(grader, expected))
    .flatMap(({ scorer, reference, not }) => {
      const text = fillTemplate(reference, item)
      return text === null ? [] : [{ scorer, expected: text, ...(not ? { not } : {}) }]
    })
}

function comparisonOf(grader: JsonObject, reader: FileReader, field: string): Grader | null {
  if (grader.type === 'string_check') {
    const parsed = StringCheck.safeParse(grader)
    if (!parsed.success || !OUTPUT.test(parsed.data.input)) return null
    const { operation, reference } = parsed.data
    return { scorer: stringScorer(operation), reference, not: operation === 'ne' }
  }
  if (grader.type !== 'text_similarity') return null
  const parsed = TextSimilarity.safeParse(grader)
  if (!parsed.success || !OUTPUT.test(parsed.data.input)) return null
  const { evaluation_metric: metric, pass_threshold: passAt, reference } = parsed.data
  const kind = Object.hasOwn(SIMILARITIES, metric) ? SIMILARITIES[metric] : undefined
  if (!kind) return null
  if (metric !== 'rouge_l') reader.change(null, field, problem('evaluationFiles.measureChanged', { name: metric }))
  return { scorer: { id: kind, kind, passAt }, reference, not: false }
}

function stringScorer(operation: z.infer<typeof StringCheck>['operation']): CheckSettings {
  if (operation === 'eq' || operation === 'ne') return { id: 'equal', kind: 'equal', normalize: false }
  const compare = operation === 'like' ? 'exact' : 'any-case'
  return { id: 'contains', kind: 'contains', mode: 'all', texts: [], compare }
}

const SIMILARITIES: Readonly<Record<string, 'edit-distance' | 'rouge-l' | 'token-f1' | 'similarity'>> = {
  fuzzy_match: 'edit-distance',
  rouge_l: 'rouge-l',
  rouge_1: 'token-f1',
  cosine: 'similarity',
}

/** Longest criterion of a judge. */
const MAX_CRITERION = 500

/** Graders with a model become a judge with the default model; others are reported. */
function addModelGrader(grader: JsonObject, reader: FileReader, field: string): void {
  const type = String(grader.type ?? '').slice(0, 60)
  const criterion = type === 'score_model' || type === 'label_model' ? criterionOf(grader) : ''
  if (criterion === '') {
    const reason = type === 'python' ? 'evaluationFiles.code' : 'evaluationFiles.unsupported'
    reader.drop(null, field, problem(reason, { type }))
    return
  }
  reader.addScorer({ id: 'criteria', kind: 'criteria', model: DEFAULT_MODEL, criteria: [criterion], passAt: 1 })
  reader.change(null, field, problem('evaluationFiles.judgeChanged', { type }))
}

/** The instructions of the grader as one yes/no question; empty if it has none. */
function criterionOf(grader: JsonObject): string {
  const { data } = ModelGrader.safeParse(grader)
  if (!data) return ''
  const text = data.input.map(({ content }) => textOf(content)).join('\n')
  const rubric = text
    .replaceAll(/\{\{[^}]*\}\}/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const suffix = data.passing_labels ? ` → ${data.passing_labels.join(', ')}`.slice(0, 200) : ''
  return rubric === '' ? '' : rubric.slice(0, MAX_CRITERION - suffix.length) + suffix
}
