import type { Citation } from '@/lib/core/citations'

export interface MarkdownProps {
  text: string
  citations?: readonly Citation[]
  onCite?: (citation: Citation) => void
  compact?: boolean
  /** Shows the name of an image instead of the image, for texts that are part of a decision. */
  withoutImages?: boolean
}
