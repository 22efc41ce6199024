'use client'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { Icon } from '@/components/ui/icon'
import { t } from '@/lib/client/messages/t'
import { useContractQuery } from '@/lib/client/queries/use-contract'
import { listSourceKinds } from '@/lib/contracts/knowledge-sources'
import type { SourceManifest } from '@/lib/sources/source-manifest'
import { iconOf, sourceKinds } from './source-kinds'

export interface SourceGalleryProps {
  onSelect: (manifest: SourceManifest) => void
  onClose: () => void
}

export function SourceGallery({ onSelect, onClose }: SourceGalleryProps) {
  const kinds = useContractQuery(listSourceKinds)
  const hasFolders = (kinds.data?.folders.length ?? 0) > 0
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={t('sources.chooseKind')} size="lg">
        <ul className="grid gap-2 sm:grid-cols-2">
          {sourceKinds().map((manifest) => {
            const isOffered = manifest.access === 'anyone' || hasFolders
            return (
              <li key={manifest.id}>
                <button
                  type="button"
                  disabled={!isOffered}
                  onClick={() => onSelect(manifest)}
                  className="flex h-full w-full items-start gap-3 rounded-lg border bg-surface p-3 text-left transition-colors enabled:hover:border-line-strong enabled:hover:bg-hover disabled:opacity-60"
                >
                  <Icon name={iconOf(manifest)} size={18} className="mt-0.5 text-muted" />
                  <span className="min-w-0">
                    <span className="block font-medium text-sm">{manifest.label}</span>
                    <span className="block text-muted text-xs">
                      {isOffered ? manifest.description : t('sources.foldersMissing')}
                    </span>
                  </span>
                </button>
              </li>
            )
          })}
        </ul>
      </DialogContent>
    </Dialog>
  )
}
