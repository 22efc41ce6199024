import 'server-only'
import { AppError } from '@/lib/core/app-error'
import { asFileRefs } from '@/lib/core/file-ref'
import type { Json } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { problem } from '@/lib/messages/problems/problem'
import { citationsToJson, readPassages, toCitation } from '../shared/passages/passages'
import type { AnswerConfig } from './manifest'

export default defineNode<AnswerConfig>({
  async run({ inputs }) {
    const { text = '', data } = inputs
    const citations = citationsOf(inputs.citations, inputs.documents)
    const files = filesOf(inputs.files)
    return {
      text,
      ...(files === undefined ? {} : { files }),
      ...(citations === undefined ? {} : { citations }),
      ...(data === undefined ? {} : { data }),
    }
  },
})

/** Each source of a multi-input port gives one file or a list. @throws INVALID_INPUT */
function filesOf(value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined
  const items = Array.isArray(value) ? value.flat() : [value]
  const files = items.length === 0 ? [] : asFileRefs(items)
  if (files === null) throw new AppError('INVALID_INPUT', problem('nodes.answerFilesKind'))
  return files
}

function citationsOf(citations: Json | undefined, documents: Json | undefined): Json | undefined {
  const isCited = Array.isArray(citations) && citations.length > 0
  if (isCited || documents === undefined) return citations
  return citationsToJson(readPassages(documents).map((passage, index) => toCitation(index + 1, passage)))
}
