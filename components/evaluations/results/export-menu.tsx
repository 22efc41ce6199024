'use client'
import { Button } from '@/components/ui/button'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from '@/components/ui/dropdown-menu'
import { download } from '@/lib/client/download'
import { buildUrl } from '@/lib/client/http/build-url'
import { t } from '@/lib/client/messages/t'
import { EXPORT_FORMATS, exportExperiment } from '@/lib/contracts/experiment-export'
import type { ExperimentView } from '@/lib/contracts/experiments'

/** Names of formats are not translated. */
const NAMES: Record<(typeof EXPORT_FORMATS)[number], string> = { html: 'HTML', json: 'JSON', junit: 'JUnit' }

export function ExportMenu({ experiment: { evaluationId, id } }: { experiment: ExperimentView }) {
  const path = buildUrl(exportExperiment.path, { evaluationId, experimentId: id })
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" icon="download">
          {t('evaluations.exportResult')}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {EXPORT_FORMATS.map((format) => (
          <DropdownMenuItem key={format} icon="file-json" onSelect={() => download(`${path}?format=${format}`)}>
            {NAMES[format]}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
