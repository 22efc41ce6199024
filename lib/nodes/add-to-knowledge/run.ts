import 'server-only'
import { z } from 'zod'
import { AppError } from '@/lib/core/app-error'
import { defineNode, type NodeContext } from '@/lib/engine/node-definition'
import { nodePaused } from '@/lib/engine/pauses/pause'
import { problem } from '@/lib/messages/problems/problem'
import type { AddToKnowledgeConfig } from './manifest'
import { readContent } from './read-content'

const Stored = z.array(z.object({ documentId: z.string(), name: z.string(), status: z.string() }))
type Stored = z.infer<typeof Stored>

/** Seconds between checks of the status; together about fifteen minutes. */
const PAUSES = [1, 2, 4, 8, 15, 30, 60, 60, 120, 120, 240, 240]

export default defineNode<AddToKnowledgeConfig>({
  async run({ config, inputs, ctx }) {
    const stored = await store(config, readContent(inputs.content ?? null, config.title), ctx)
    const isOpen = stored.some(({ status }) => status === 'queued')
    const outputs = (found: Stored, chunks: number) => ({
      documentId: found[0]?.documentId ?? '',
      status: found[0]?.status ?? '',
      chunks,
      documents: found.map(({ documentId, name, status }) => ({ id: documentId, name, status })),
    })
    if (!config.wait || !isOpen) return outputs(stored, 0)
    for (const [at, seconds] of PAUSES.entries()) {
      const untilMs = ctx.now() + seconds * 1_000
      if (ctx.waitFor(`look-${at}`, { kind: 'timer', untilMs }) === undefined) return nodePaused
      const wasChecked = ctx.recorded(`seen-${at}`) !== undefined
      if (wasChecked) continue
      const { documents, chunks } = await ctx.ports.documents.status({
        knowledgeBaseId: config.knowledgeBaseId,
        documentIds: stored.map(({ documentId }) => documentId),
      })
      const now = stored.map((one) => ({ ...one, status: documents[one.documentId] ?? 'failed' }))
      if (now.every(({ status }) => status !== 'queued')) return outputs(now, chunks)
      await ctx.step({ key: `seen-${at}`, kind: 'other', name: 'Still indexing', input: null }, async () => true)
    }
    throw new AppError('TIMEOUT', problem('nodes.indexingTakesLong'))
  },
})

/**
 * Stores the documents in a recorded step, so that a resumed run waits for the same ones. If the step itself is repeated,
 * it finds the same content and stores nothing again.
 */
async function store(
  { knowledgeBaseId, ifExists, metadata }: AddToKnowledgeConfig,
  texts: readonly { name: string; text: string }[],
  ctx: NodeContext,
): Promise<Stored> {
  const record = {
    key: 'store',
    kind: 'other' as const,
    name: 'Store',
    input: { names: texts.map(({ name }) => name) },
  }
  const stored = await ctx.step(record, async () => [
    ...(await ctx.ports.documents.add({
      knowledgeBaseId,
      ifExists,
      documents: texts,
      // An empty value, such as that of an optional field, leaves the document without one.
      metadata: Object.fromEntries(metadata.flatMap(({ name, value }) => (value === '' ? [] : [[name, value]]))),
      key: ctx.idempotencyKey,
    })),
  ])
  return Stored.parse(stored)
}
