import 'server-only'
import type { AppHandler } from '../shared/access/keyed-app'

export interface DifyChat {
  app: Parameters<AppHandler>[1]
  runId: string
  replayed: boolean
  endUser: string | null
  conversationId: string
  /** Continues after a question to the user. */
  staysOpen?: boolean
  release: () => void
}
