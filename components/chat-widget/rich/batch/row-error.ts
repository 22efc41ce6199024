import type { ProblemRef } from '@/lib/messages/problems/problem-ref'
import type { ProblemParam } from '@/lib/messages/problems/types'
import { failureText, fill, type TextKey } from '../../texts'

interface RowFailure {
  message: string
  key?: string | undefined
  params?: ProblemRef['params']
}

/** The widget's texts for the server's problems of a row (lib/messages/problems/en/inputs.ts). */
const TEXTS: Readonly<Record<string, TextKey>> = {
  'inputs.fieldMissing': 'missing',
  // A row without a message uses the text that asks for one.
  'inputs.messageMissing': 'placeholder',
  'inputs.fieldNotNumber': 'notNumber',
  'inputs.fieldNotJson': 'notJson',
  'inputs.fieldNotOption': 'notAmong',
  'inputs.fieldNotBoolean': 'notAmong',
  'inputs.textTooLong': 'tooLong',
}

/** Why a row did not run, in the visitor's language if it is translated. */
export function rowError(status: 'invalid' | 'failed', { message, key, params = {} }: RowFailure): string {
  const text = key !== undefined && Object.hasOwn(TEXTS, key) ? TEXTS[key] : undefined
  if (text === undefined) return status === 'failed' ? failureText('INTERNAL', message) : message
  const { label = '', options = 'true, false', length = 0, max = 0 } = params
  return fill(text, {
    label: textOf(label),
    options: textOf(options),
    count: Number(length).toLocaleString('en'),
    most: Number(max).toLocaleString('en'),
  })
}

const textOf = (param: ProblemParam): string => (typeof param === 'object' ? '' : String(param))
