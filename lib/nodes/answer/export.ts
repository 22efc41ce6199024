import { defineExport } from '@/lib/export/node-export'
import type { AnswerConfig } from './manifest'

export default defineExport<AnswerConfig>({
  write(writer) {
    if (writer.input('files') !== null) writer.fail('Pictures and recordings are not part of exported projects.')
    const [text, citations, documents, data] = ['text', 'citations', 'documents', 'data'].map((port) =>
      writer.input(port),
    )
    const outputs: [string, string][] = [['text', text ?? "''"]]
    const cited = citationsCode(citations ?? null, documents ?? null, (name) =>
      name === 'passagesAsCitations' ? writer.lib('passages', name) : writer.lib('values', name),
    )
    if (cited !== null) outputs.push(['citations', cited])
    if (data) outputs.push(['data', data])
    return { doc: 'what the app gives back.', lines: [`return ${writer.give(outputs)}`] }
  },
})

function citationsCode(
  citations: string | null,
  documents: string | null,
  use: (name: string) => string,
): string | null {
  if (documents === null) return citations === null ? null : `${use('given')}(${citations}, ${use('toCitations')})`
  return `${use('passagesAsCitations')}(${citations ?? 'undefined'}, ${documents})`
}
