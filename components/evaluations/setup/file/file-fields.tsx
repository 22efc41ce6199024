import { useId } from 'react'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DropZone } from '@/components/ui/drop-zone'
import { Spinner } from '@/components/ui/spinner'
import { t } from '@/lib/client/messages/t'
import { EVALUATION_FILE_EXTENSIONS } from '@/lib/contracts/evaluation-files'
import { FileReport } from './file-report'
import type { FileImport } from './use-file-import'

/** Selects a file and shows the resulting changes. */
export function FileFields({ state, isReady }: { state: FileImport; isReady: boolean }) {
  const { file, preview, isReading } = state
  if (isReading)
    return (
      <p role="status" className="flex items-center gap-2 text-muted text-sm">
        <Spinner size={14} /> {t('evaluations.readingFile')}
      </p>
    )
  if (!preview || !file)
    return (
      <DropZone
        accept={EVALUATION_FILE_EXTENSIONS}
        title={t('evaluations.dropFile')}
        hint={t('evaluations.dropFileHint')}
        disabled={!isReady}
        onFiles={(files) => void state.read(files)}
      />
    )
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 truncate font-medium text-sm">{file.name}</p>
        <Button size="sm" onClick={() => void state.read([])}>
          {t('evaluations.otherFile')}
        </Button>
      </div>
      {preview.invalid > 0 && preview.cases > 0 ? (
        <Consent checked={state.isValidOnly} onChange={state.setValidOnly}>
          {t('evaluations.validOnly', { count: preview.invalid })}
        </Consent>
      ) : null}
      {preview.duplicateIds > 0 ? (
        <Consent checked={state.hasNewIds} onChange={state.setNewIds}>
          {t('evaluations.newIds', { count: preview.duplicateIds })}
        </Consent>
      ) : null}
      <FileReport preview={preview} />
    </div>
  )
}

function Consent(props: { checked: boolean; onChange: (checked: boolean) => void; children: string }) {
  const id = useId()
  return (
    <div className="flex items-start gap-2 text-sm">
      <Checkbox className="mt-0.5" aria-labelledby={id} checked={props.checked} onCheckedChange={props.onChange} />
      <span id={id}>{props.children}</span>
    </div>
  )
}
