import type { CaseCheck } from '@/lib/contracts/case-checks'
import type { CaseExample } from '@/lib/contracts/example-data'
import type { Json, JsonObject } from '@/lib/core/json'
import { problem } from '@/lib/messages/problems/problem'
import { dropFields, inputsOf } from '../case-parts'
import { FileReader } from '../evaluation-file'
import type { ReadRows } from './read-rows'

/** Samples of Inspect, from a data set or from a log. */
export const readInspect: ReadRows = (rows) => {
  const reader = new FileReader('inspect')
  for (const { row, value } of rows) {
    if (typeof value.epoch === 'number' && value.epoch > 1) {
      reader.drop(row, 'epoch', problem('evaluationFiles.laterEpoch'))
      continue
    }
    const inputs = inputsOf(value.input, reader, row, 'input')
    if (!inputs) {
      reader.reject(row, 'input', problem('evaluationFiles.noInput'))
      continue
    }
    dropFields(reader, row, value, ['metadata', 'sandbox', 'files', 'setup'])
    const choices = textsOf(value.choices)
    reader.add(row, { id: value.id, data: { ...withChoices(inputs, choices), ...targetOf(value, choices) } })
  }
  return reader.file
}

/** Inspect shows the choices below the question, with letters. */
function withChoices(inputs: Pick<CaseExample, 'inputs' | 'history'>, choices: readonly string[]) {
  const { message } = inputs.inputs
  if (choices.length === 0 || typeof message !== 'string') return inputs
  const lines = choices.map((choice, index) => `${String.fromCodePoint(65 + index)}) ${choice}`)
  return { ...inputs, inputs: { ...inputs.inputs, message: [message, '', ...lines].join('\n') } }
}

/** Several targets are alternatives, so a check says that one of them occurs. */
function targetOf({ target }: JsonObject, choices: readonly string[]): Pick<CaseExample, 'expected' | 'checks'> {
  const targets = Array.isArray(target) ? textsOf(target) : textsOf([target ?? null])
  const [first, ...others] = targets
  if (first === undefined) return {}
  if (others.length === 0 || choices.length > 0) return { expected: others.length === 0 ? first : targets }
  const check: CaseCheck = {
    scorer: { id: 'contains', kind: 'contains', mode: 'any', texts: targets, compare: 'words' },
  }
  return { expected: first, checks: [check] }
}

function textsOf(value: Json | undefined): string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((item) => {
    const text = typeof item === 'number' ? String(item) : item
    return typeof text === 'string' && text.trim() !== '' ? [text.trim()] : []
  })
}
