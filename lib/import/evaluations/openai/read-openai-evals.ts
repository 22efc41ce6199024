import type { CaseExample } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { dropFields, inputsOf, outputOf, textOf } from '../case-parts'
import { FileReader } from '../evaluation-file'
import { isRecord } from '../file-values'
import type { GoodRow } from '../samples/read-rows'
import { caseGraders, type Grader, openGraders } from './graders'
import { fieldOf, fillTemplate } from './item-template'

export interface OpenAiEval {
  /** An `eval` or `eval.run` object; null for a file that contains data only. */
  settings: JsonObject | null
  rows: readonly GoodRow[]
}

/** Items of OpenAI's hosted evaluations with their graders, and lines of the open-source evals (`input`, `ideal`). */
export function readOpenAiEvals({ settings, rows }: OpenAiEval) {
  const reader = new FileReader('openai-evals', typeof settings?.name === 'string' ? settings.name : '')
  const graders = openGraders(settings?.testing_criteria, reader)
  const prompt = promptOf(settings)
  for (const { row, value } of rows) {
    if (isRecord(value.item)) readItem(reader, row, value.item, { graders, prompt, rest: value })
    else readLine(reader, row, value)
  }
  return reader.file
}

/** A line of the open-source evals: alternatives in `ideal` become a check. */
function readLine(reader: FileReader, row: number, value: JsonObject): void {
  const inputs = inputsOf(value.input, reader, row, 'input')
  if (!inputs) {
    reader.reject(row, 'input', problem('evaluationFiles.noInput'))
    return
  }
  const { ideal } = value
  const texts = Array.isArray(ideal) ? ideal.filter((text): text is string => typeof text === 'string') : []
  const [first] = texts
  const expected = first ?? outputOf(Array.isArray(ideal) ? undefined : ideal)
  const scorer = { id: 'contains', kind: 'contains', mode: 'any', texts, compare: 'exact' }
  const data = {
    ...inputs,
    ...(expected === undefined ? {} : { expected }),
    ...(texts.length > 1 ? { checks: [{ scorer }] } : {}),
  }
  const known = ['input', 'ideal', 'id']
  dropFields(
    reader,
    row,
    value,
    Object.keys(value).filter((name) => !known.includes(name)),
  )
  reader.add(row, { id: value.id, data })
}

interface ItemOptions {
  graders: readonly Grader[]
  /** The text that a run sent to the model, as a template. */
  prompt: string | null
  rest: JsonObject
}

function readItem(reader: FileReader, row: number, item: JsonObject, { graders, prompt, rest }: ItemOptions): void {
  if (rest.sample !== undefined) reader.drop(row, 'sample', problem('evaluationFiles.storedOutput'))
  const reference = graders.map(({ reference: text }) => fieldOf(text)).find((name) => name !== null) ?? null
  const inputs = inputsOfItem(reader, row, item, { prompt, graders })
  if (!inputs) {
    reader.reject(row, 'item', problem('evaluationFiles.noInput'))
    return
  }
  const expected = reference === null ? undefined : outputOf(item[reference])
  const checks = caseGraders(graders, item, reference)
  const data = {
    ...inputs,
    ...(expected === undefined ? {} : { expected }),
    ...(checks.length > 0 ? { checks } : {}),
  }
  reader.add(row, { id: item.id ?? rest.id, data })
}

/** Fields that no grader reads as a reference are inputs. A prompt with one of them names the input. */
function inputsOfItem(
  reader: FileReader,
  row: number,
  item: JsonObject,
  { prompt, graders }: Pick<ItemOptions, 'prompt' | 'graders'>,
): Pick<CaseExample, 'inputs' | 'history'> | null {
  const named = prompt === null ? null : fieldOf(prompt)
  if (named !== null) return inputsOf(item[named], reader, row, `item.${named}`)
  const filled = prompt === null ? null : fillTemplate(prompt, item)
  if (filled !== null && filled.trim() !== '') return { inputs: { message: filled } }
  const references = new Set(graders.flatMap(({ reference }) => fieldOf(reference) ?? []))
  const others = Object.entries(item).filter(
    ([name, value]) => !references.has(name) && name !== 'id' && value !== null,
  )
  const [only] = others
  if (others.length === 1 && only) return inputsOf(only[1], reader, row, `item.${only[0]}`)
  return inputsOf(Object.fromEntries(others), reader, row, 'item')
}

/** The last user message in the template of a run. */
function promptOf(settings: JsonObject | null): string | null {
  const source = isRecord(settings?.data_source) ? settings.data_source : null
  const messages = isRecord(source?.input_messages) ? source.input_messages.template : undefined
  if (!Array.isArray(messages)) return null
  const last = messages.filter(isRecord).findLast((message) => message.role === 'user')
  const text = last ? textOf(last.content) : ''
  return text === '' ? null : text
}

/** The items inside a run: `data_source.source.content`. */
export function itemsOfRun(settings: JsonObject): readonly Json[] {
  const source = isRecord(settings.data_source) ? settings.data_source.source : undefined
  return isRecord(source) && Array.isArray(source.content) ? source.content : []
}
