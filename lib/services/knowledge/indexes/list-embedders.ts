import 'server-only'
import type { listEmbedders as listContract } from '@/lib/contracts/knowledge-indexes'
import { modelOptions } from '../../connections/models'
import { requireRole, type Verb } from '../../context'
import { knownSettings, priceOf } from './estimate-rebuild'

export const listEmbedders: Verb<typeof listContract> = async ({ ctx }) => {
  requireRole(ctx, 'viewer')
  const embedding = (await modelOptions(ctx)).filter(({ ability }) => ability === 'embed')
  const embedders = await Promise.all(
    embedding.map(async ({ connection, connectionName, model, label }) => {
      const embedder = { connection, model }
      const { dims, languages } = knownSettings({ embedder })
      const microsPerMillion = await priceOf(ctx, embedder, 1_000_000)
      return { embedder, name: label, connectionName, dims, languages, microsPerMillion }
    }),
  )
  return { embedders }
}
