import { defineExport } from '@/lib/export/node-export'
import type { AnswerConfig } from './manifest'

export default defineExport<AnswerConfig>({
  write(writer) {
    const [text, files, citations, documents, data] = ['text', 'files', 'citations', 'documents', 'data'].map((port) =>
      writer.input(port),
    )
    // With files, the text may be missing although an edge leads there.
    const outputs: [string, string][] = [['text', !text ? "''" : files ? `${text} ?? ''` : text]]
    if (files) outputs.push(['files', `${writer.lib('files', 'toFiles')}(${files})`])
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
