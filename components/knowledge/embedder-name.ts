import { t } from '@/lib/client/messages/t'

/** Name of the embedding model, on this machine or of a connected service. */
export function embedderName(embedder: string): string {
  const [connection, ...rest] = embedder.split('/')
  const model = rest.join('/')
  if (connection !== 'builtin') return model
  const known = t('models.builtinEmbedName')
  return t('knowledge.embedderBuiltin', { name: model === known.toLowerCase() ? known : model })
}
