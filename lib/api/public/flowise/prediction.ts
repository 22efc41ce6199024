import 'server-only'
import type { FlowiseCaller } from './flowise-app'

export interface Prediction {
  app: FlowiseCaller['app']
  runId: string
  replayed: boolean
  chatId: string
  endUser: string | null
  question: string
  /** Events up to here were sent by an earlier call. */
  afterSeq?: number
  release: () => void
  /** Called once when its stream ends. */
  leave: () => void
}
