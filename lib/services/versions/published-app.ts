import 'server-only'
import type { Maintenance } from '@/lib/contracts/environments'
import type { PublicInputField } from '@/lib/contracts/public'
import type { WidgetSettings } from '@/lib/contracts/widget'
import type { SourceDetail } from '@/lib/core/knowledge/source-detail'

/** A published app with its live version. */
export interface PublishedApp {
  appId: string
  workspaceId: string
  slug: string
  name: string
  description: string
  kind: 'chat' | 'form'
  versionId: string
  versionNumber: number
  durability: 'async' | 'sync'
  access: 'link' | 'members' | 'key'
  /** Origins of pages that may show the widget. */
  allowedOrigins: string[]
  title: string
  greeting: string
  suggestions: string[]
  /** CSS hex color. */
  accent: string
  widget: WidgetSettings
  /** Details of the documents behind answers that callers may see. */
  sources: SourceDetail
  inputFields: PublicInputField[]
  /** For a chat app: a message may include images, as file ids in `images`. */
  takesImages: boolean
  /** For a chat app: a message may include documents, as file ids in `documents`. */
  takesDocuments: boolean
  /** For a chat app: a message may include a recording, as the single id in `recordings`. */
  takesRecordings: boolean
  /** File uploads with many rows on the hosted page, or null if it has none. */
  batch: { only: boolean; maxRows: number } | null
  /** Whether API callers receive the reasoning of a thinking model. */
  showReasoning?: boolean
  /** Whether a step remembers or recalls facts about end users. */
  remembers?: boolean
  /** Whether it needs their consent. */
  asksToRemember?: boolean
  /** The declared input for the visitor's message; null for forms. */
  messageField: string | null
  updatedAt: string
  /** Defaults to production; another one is addressed as `slug@environment`, which is then its slug here. */
  environment?: string
  /** While set, no run is started. */
  maintenance?: Maintenance | null
  /** Another version beside the live one. */
  rollout?: LiveRollout | null
}

export interface LiveRollout {
  id: string
  kind: 'canary' | 'shadow'
  percent: number
  stickyBy: 'conversation' | 'key'
  versionId: string
  versionNumber: number
}
