import { defineExport, type StepWriter } from '@/lib/export/node-export'
import type { InputConfig, InputField } from './manifest'

export default defineExport<InputConfig>({
  write(writer, { mode, historyMessages, fields, images, documents, recordings }) {
    if (mode === 'chat' && (images || recordings))
      writer.fail('Pictures and recordings are not part of exported projects. Switch them off.')
    if (mode === 'chat' ? documents : fields.some(({ kind }) => ['file', 'image'].includes(kind)))
      writer.fail('Documents and pictures as inputs are not part of exported projects. Take them out of the Input.')
    if (mode === 'chat') {
      const read = `${writer.lib('input', 'readChat')}(state.inputs, ${historyMessages})`
      return {
        doc: 'what a person wrote, and the conversation before it.',
        lines: [`const { message, history } = ${read}`, `return ${give(writer, ['message', 'history'])}`],
      }
    }
    const readField = writer.lib('input', 'readField')
    const outputs = fields.map((field): [string, string] => [
      field.name,
      converted(writer, field, `${readField}(state.inputs, ${writer.literal(fieldOf(field))})`),
    ])
    return { doc: 'the values that the app was called with.', lines: [`return ${writer.give(outputs)}`] }
  },
})

function give(writer: StepWriter, names: string[]): string {
  return writer.give(names.map((name) => [name, name]))
}

function fieldOf({ name, kind, required, options, default: fallback }: InputField) {
  return {
    name,
    kind,
    required,
    ...(kind === 'choice' ? { options } : {}),
    ...(fallback === '' ? {} : { default: fallback }),
  }
}

/** An optional field may be absent, which the conversion must handle. */
function converted(writer: StepWriter, { kind }: InputField, code: string): string {
  if (kind === 'audio')
    return `await ${writer.lib('values', 'given')}(${code}, ${writer.lib('recording', 'openRecording')})`
  const converters: Partial<Record<InputField['kind'], string>> = {
    text: 'toText',
    paragraph: 'toText',
    choice: 'toText',
    number: 'toNumber',
    boolean: 'toBoolean',
  }
  const converter = converters[kind]
  return converter === undefined
    ? code
    : `${writer.lib('values', 'given')}(${code}, ${writer.lib('values', converter)})`
}
