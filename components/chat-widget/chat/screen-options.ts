import type { EmbedApp } from '@/lib/contracts/public'
import type { EmbedClient } from '../embed-client'
import type { ChatEvent } from '../protocol'
import type { ConversationStore } from './conversation-store'
import type { SidePanel, SidePanelTarget } from './side-panel'

export interface ScreenOptions {
  app: EmbedApp
  mode: 'page' | 'widget' | 'preview'
  client: EmbedClient
  store: ConversationStore
  /** Close handler of the bubble; null elsewhere. */
  onClose: (() => void) | null
  /** The list of conversations beside the hosted page; undefined elsewhere. */
  sidebar: ((options: ScreenOptions, target: SidePanelTarget) => SidePanel) | undefined
  /** Notifies the embedding page of events, never of content. */
  emit: (name: ChatEvent, runId?: string) => void
}
