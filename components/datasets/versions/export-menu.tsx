'use client'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { download } from '@/lib/client/download'
import { buildUrl } from '@/lib/client/http/build-url'
import { t } from '@/lib/client/messages/t'
import { CASE_FORMATS, type DatasetVersionView, exportDatasetVersion } from '@/lib/contracts/dataset-versions'
import type { DatasetView } from '@/lib/contracts/datasets'
import { SPLIT_LABELS } from '../kind-labels'

/** Product names are not translated. */
const CASE_FORMAT_NAMES: Record<(typeof CASE_FORMATS)[number], string> = {
  promptfoo: 'promptfoo',
  'openai-evals': 'OpenAI Evals',
  langfuse: 'Langfuse',
  braintrust: 'Braintrust',
  langsmith: 'LangSmith',
  inspect: 'Inspect',
}

/** Downloads of a version in several formats, and of a single split. */
export function ExportMenu({ dataset, version }: { dataset: DatasetView; version: DatasetVersionView }) {
  const path = buildUrl(exportDatasetVersion.path, { datasetId: dataset.id, datasetVersionId: version.id })
  const downloadAs = (query: Record<string, string>) => download(`${path}?${new URLSearchParams(query)}`)
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button size="sm" icon="download">
          {t('datasets.export')}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem icon="file-json" onSelect={() => downloadAs({ format: 'patchbay' })}>
          {t('datasets.exportOwn')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="file-json" onSelect={() => downloadAs({ format: 'openai' })}>
          {t('datasets.exportOpenai')}
        </DropdownMenuItem>
        <DropdownMenuItem icon="file-json" onSelect={() => downloadAs({ format: 'plain' })}>
          {t('datasets.exportPlain')}
        </DropdownMenuItem>
        {dataset.kind === 'case'
          ? CASE_FORMATS.map((format) => (
              <DropdownMenuItem key={format} icon="file-json" onSelect={() => downloadAs({ format })}>
                {CASE_FORMAT_NAMES[format]}
              </DropdownMenuItem>
            ))
          : null}
        <DropdownMenuSeparator />
        {(['train', 'validation', 'test'] as const).map((split) => (
          <DropdownMenuItem key={split} icon="split" onSelect={() => downloadAs({ format: 'openai', split })}>
            {t('datasets.exportPart', { part: t(SPLIT_LABELS[split]) })}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
