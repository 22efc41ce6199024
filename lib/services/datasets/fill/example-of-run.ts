import { z } from 'zod'
import type { DatasetKind } from '@/lib/contracts/example-data'
import { type JsonObject, JsonObjectSchema } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { type ReadExample, readExample } from '../example-kinds'
import type { FoundRun } from './select-runs'

const Values = JsonObjectSchema.catch({})
const Text = z.string().trim().min(1)

/** The input and answer of a run; a correction replaces the answer. */
export function exampleOfRun(kind: DatasetKind, run: FoundRun): ReadExample {
  const question = textIn(Values.parse(run.inputs), ['message', 'question', 'query', 'text', 'input'])
  const answer = run.correction ?? answerIn(kind, Values.parse(run.outputs ?? {}))
  if (question === null) return { ok: false, reason: problem('datasets.runWithoutQuestion') }
  if (answer === null) return { ok: false, reason: problem('datasets.runWithoutAnswer') }
  if (kind === 'case') return readExample('case', { inputs: Values.parse(run.inputs), expected: answer })
  if (kind === 'qa') return readExample('qa', { question, answer })
  if (kind === 'classification') return readExample('classification', { text: question, label: answer })
  const before = run.history.filter(({ content }) => content.trim() !== '')
  return readExample('chat', {
    messages: [...before, { role: 'user', content: question }, { role: 'assistant', content: answer }],
  })
}

function answerIn(kind: DatasetKind, outputs: JsonObject): string | null {
  return textIn(
    outputs,
    kind === 'classification' ? ['label', 'class', 'category', 'text'] : ['text', 'answer', 'result'],
  )
}

/** The first of these values that is a string, otherwise the only string among the values. */
function textIn(values: JsonObject, names: readonly string[]): string | null {
  for (const name of names) {
    const text = Text.safeParse(Object.hasOwn(values, name) ? values[name] : undefined)
    if (text.success) return text.data
  }
  const texts = Object.values(values).filter((value) => typeof value === 'string' && value.trim() !== '')
  return texts.length === 1 && typeof texts[0] === 'string' ? texts[0].trim() : null
}
