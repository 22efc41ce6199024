import 'server-only'
import type { Json } from '@/lib/core/json'
import { defineNode } from '@/lib/engine/node-definition'
import { citationsToJson, readPassages, toCitation } from '../passages'
import type { AnswerConfig } from './manifest'

export default defineNode<AnswerConfig>({
  async run({ inputs }) {
    const { text = '', data } = inputs
    const citations = citationsOf(inputs.citations, inputs.documents)
    return { text, ...(citations === undefined ? {} : { citations }), ...(data === undefined ? {} : { data }) }
  },
})

function citationsOf(citations: Json | undefined, documents: Json | undefined): Json | undefined {
  const isCited = Array.isArray(citations) && citations.length > 0
  if (isCited || documents === undefined) return citations
  return citationsToJson(readPassages(documents).map((passage, index) => toCitation(index + 1, passage)))
}
