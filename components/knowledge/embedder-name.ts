import { t } from '@/lib/client/messages/t'

/** Says where embeddings are made: on this machine, or by a connected service. */
export function embedderName(embedder: string): string {
  const [connection, ...rest] = embedder.split('/')
  return connection === 'builtin' ? t('knowledge.embedderBuiltin', { name: rest.join('/') }) : rest.join('/')
}
