import { z } from 'zod'
import type { CaseCheck, CheckSettings } from '@/lib/contracts/case-checks'
import { DEFAULT_MODEL, type ScorerSettings } from '@/lib/contracts/scorers'
import { type Json, type JsonObject, JsonSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { FileReader } from '../evaluation-file'
import { isRecord, rowsOf } from '../file-values'
import { type Assertion, checkOf } from './assertions'
import { type JudgeAssertion, judgeOf } from './model-assertions'
import { fillVariables } from './variables'

const Test = z.object({
  description: z.string().optional(),
  vars: JsonSchema.optional(),
  assert: z.array(JsonSchema).optional(),
  threshold: z.number().optional(),
  metadata: JsonSchema.optional(),
  options: JsonSchema.optional(),
})
type Test = z.infer<typeof Test>

/** Parts of a configuration that are not imported: the app replaces prompts and providers. */
const NOT_IMPORTED = [
  'providers',
  'targets',
  'scenarios',
  'redteam',
  'derivedMetrics',
  'extensions',
  'nunjucksFilters',
] as const

/** A configuration of promptfoo, or a list of its tests. */
export function readPromptfoo(value: JsonObject) {
  const reader = new FileReader('promptfoo', typeof value.description === 'string' ? value.description : '')
  for (const name of NOT_IMPORTED)
    if (!isEmpty(value[name])) reader.drop(null, name, problem('evaluationFiles.noPlace'))
  if (value.prompts !== undefined) reader.drop(null, 'prompts', problem('evaluationFiles.prompts'))
  const shared = sharedOf(value.defaultTest, reader)
  const judges: JudgeAssertion[] = []
  const tests = Array.isArray(value.tests) ? value.tests : []
  if (typeof value.tests === 'string') reader.drop(null, 'tests', problem('evaluationFiles.fileReference'))
  for (const { row, value: test, reason } of rowsOf(tests)) {
    if (test) readTest(reader, row, test, shared, judges)
    else if (typeof tests[row - 1] === 'string') reader.reject(row, 'tests', problem('evaluationFiles.fileReference'))
    else reader.reject(row, 'tests', reason ?? problem('evaluationFiles.notObject'))
  }
  addScorers(reader, judges)
  return reader.file
}

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0)

function sharedOf(value: Json | undefined, reader: FileReader): Test {
  if (value === undefined) return {}
  if (typeof value === 'string') reader.drop(null, 'defaultTest', problem('evaluationFiles.fileReference'))
  return Test.safeParse(value).data ?? {}
}

function readTest(reader: FileReader, row: number, value: JsonObject, shared: Test, judges: JudgeAssertion[]): void {
  const test = Test.safeParse(value).data
  const inputs = { ...variablesOf(shared.vars), ...variablesOf(test?.vars) }
  const file = Object.entries(inputs).find(([, text]) => isFile(text))
  if (!test) reader.reject(row, 'tests', problem('evaluationFiles.notObject'))
  else if (Object.keys(inputs).length === 0) reader.reject(row, 'vars', problem('evaluationFiles.noInput'))
  else if (file) reader.reject(row, `vars.${file[0]}`, problem('evaluationFiles.fileReference'))
  else {
    reportRest(reader, row, test, inputs)
    const assertions = [...(shared.assert ?? []), ...(test.assert ?? [])].flatMap(flatten)
    const checks = checksOf(assertions, { reader, row, inputs, judges })
    const expected = checks.find(({ scorer, not }) => isWhole(scorer) && !not)?.expected
    const tag = test.description?.trim().slice(0, 60) ?? ''
    reader.add(row, {
      data: {
        inputs,
        ...(expected === undefined ? {} : { expected }),
        ...(checks.length > 0 ? { checks } : {}),
        ...(tag === '' ? {} : { tags: [tag] }),
      },
    })
  }
}

function reportRest(reader: FileReader, row: number, test: Test, inputs: JsonObject): void {
  if (Object.values(inputs).some(Array.isArray)) reader.drop(row, 'vars', problem('evaluationFiles.combinations'))
  for (const name of ['options', 'metadata'] as const)
    if (test[name] !== undefined) reader.drop(row, name, problem('evaluationFiles.noPlace'))
  if (test.threshold !== undefined && test.threshold < 1)
    reader.change(row, 'threshold', problem('evaluationFiles.threshold'))
}

interface TestContext {
  reader: FileReader
  row: number
  inputs: JsonObject
  /** Collects assertions that need a model. */
  judges: JudgeAssertion[]
}

function checksOf(assertions: readonly Assertion[], { reader, row, inputs, judges }: TestContext): CaseCheck[] {
  return assertions.flatMap((item) => {
    const field = `assert.${typeof item.type === 'string' ? item.type.slice(0, 80) : ''}`
    const assertion = fillVariables(item, inputs)
    const judge = judgeOf(assertion)
    if (judge) {
      judges.push(judge)
      return []
    }
    return checkOf(assertion, {
      drop: (reason) => reader.drop(row, field, reason),
      change: (reason) => reader.change(row, field, reason),
    })
  })
}

/** Whether the check compares with the whole answer. */
const isWhole = ({ kind }: CheckSettings): boolean => kind === 'equal' || kind === 'json-fields'

const variablesOf = (value: Json | undefined): JsonObject => (isRecord(value) ? value : {})
const isFile = (value: Json): boolean => typeof value === 'string' && /^(file|https?|package):\/\//.test(value.trim())

/** The assertions of a set, with their weights. */
function flatten(item: Json): Assertion[] {
  if (!isRecord(item)) return []
  if (item.type !== 'assert-set' || !Array.isArray(item.assert)) return [item]
  return item.assert.flatMap(flatten)
}

/**
 * Judges belong to the evaluation, because they need calibration. A rubric of few tests would judge the others too, so
 * it is only reported.
 */
function addScorers(reader: FileReader, judges: readonly JudgeAssertion[]): void {
  if (reader.file.cases.some(({ data }) => data.checks)) reader.addScorer({ id: 'checks', kind: 'checks', passAt: 1 })
  for (const same of Map.groupBy(judges, ({ type, text }) => `${type} ${text}`).values()) {
    const [judge] = same
    if (!judge) continue
    const field = `assert.${judge.type}`
    const params = { text: judge.text.slice(0, 120), count: same.length }
    if (same.length < reader.file.cases.length) reader.drop(null, field, problem('evaluationFiles.rubricOfFew', params))
    else {
      reader.addScorer(judgeScorer(judge))
      reader.change(null, field, problem('evaluationFiles.judgeChanged', { type: judge.type }))
    }
  }
}

function judgeScorer({ type, text }: JudgeAssertion): ScorerSettings {
  const model = DEFAULT_MODEL
  if (type === 'context-faithfulness') return { id: 'groundedness', kind: 'groundedness', model, passAt: 1 }
  if (type === 'select-best') return { id: 'pairwise', kind: 'pairwise', model, criterion: text }
  return { id: 'criteria', kind: 'criteria', model, criteria: [text], passAt: 1 }
}
