import type { EmbedApp } from '@/lib/contracts/public'
import type { EmbedClient } from '../embed-client'
import type { ChatEvent } from '../protocol'
import type { ConversationStore } from './conversation-store'

export interface ScreenOptions {
  app: EmbedApp
  mode: 'page' | 'widget' | 'preview'
  client: EmbedClient
  store: ConversationStore
  /** Close handler of the bubble; null elsewhere. */
  onClose: (() => void) | null
  /** Notifies the embedding page of events, never of content. */
  emit: (name: ChatEvent, runId?: string) => void
}
