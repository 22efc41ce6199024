import type { EmbedApp } from '@/lib/contracts/public'
import type { EmbedClient } from '../embed-client'
import type { ChatEvent } from '../protocol'
import type { ConversationStore } from './conversation-store'

export interface ScreenOptions {
  app: EmbedApp
  mode: 'page' | 'widget' | 'preview'
  client: EmbedClient
  store: ConversationStore
  /** Of the bubble; null elsewhere. */
  onClose: (() => void) | null
  /** Tells the page around the frame what happened, never what was said. */
  emit: (name: ChatEvent, runId?: string) => void
}
