import type { SourceView } from '@/lib/contracts/knowledge-sources'
import type { SourceManifest } from '@/lib/sources/source-manifest'

export interface SourceDialogProps {
  knowledgeBaseId: string
  manifest: SourceManifest
  /** The source to edit; null to add one. */
  source: SourceView | null
  onClose: () => void
}
