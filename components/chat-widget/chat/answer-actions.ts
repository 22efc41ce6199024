import type { PublicCitation } from '@/lib/contracts/public'
import type { ScreenOptions } from './screen-options'

/** A citation of one run's answer, used to open its passage. */
export type CitedByRun = PublicCitation & { runId?: string | undefined }

export interface AnswerActions {
  options: ScreenOptions
  onCitation: (citation: CitedByRun, opener: HTMLElement) => void
  onRetry: () => void
  /** The run's request to the visitor as an element; null if it is for someone else. */
  question: (runId: string, draw: (markdown: string) => Node) => Promise<HTMLElement | null>
  /** Called when the turn has changed and should be stored. */
  onKeep: () => void
}
