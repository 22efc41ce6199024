import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { uploadFile } from '@/lib/client/http/upload-file'
import { t } from '@/lib/client/messages/t'
import { allOf } from '@/lib/client/queries/query-keys'
import type { ResponseOf } from '@/lib/contracts/contract'
import { importEvaluationFile, previewEvaluationFile } from '@/lib/contracts/evaluation-files'
import { type EvaluationView, listEvaluations } from '@/lib/contracts/evaluations'
import { AppError } from '@/lib/core/app-error'
import { verbatim } from '@/lib/messages/problems/verbatim'
import { joinFiles } from './join-files'

export type FilePreview = ResponseOf<typeof previewEvaluationFile>
export type FileImport = ReturnType<typeof useFileImport>

/** Imports a file of another tool. It is uploaded once for the preview and again for the import. */
export function useFileImport(appId: string, onImported: (evaluation: EvaluationView) => void) {
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [preview, setPreview] = useState<FilePreview | null>(null)
  const [state, setState] = useState<'reading' | 'importing' | null>(null)
  const [error, setError] = useState<AppError | null>(null)
  const [isValidOnly, setValidOnly] = useState(false)
  const [hasNewIds, setNewIds] = useState(false)
  const params = { appId }

  async function during(next: 'reading' | 'importing', work: () => Promise<void>) {
    setState(next)
    setError(null)
    try {
      await work()
    } catch (cause) {
      setError(AppError.isInstance(cause) ? cause : new AppError('INTERNAL', verbatim(t('common.errorUnknown'))))
    } finally {
      setState(null)
    }
  }
  const read = (files: readonly File[]) =>
    during('reading', async () => {
      setPreview(null)
      const joined = await joinFiles(files)
      setFile(joined)
      if (joined) setPreview(await uploadFile(previewEvaluationFile, { params, file: joined }))
    })
  const importFile = (name: string) =>
    during('importing', async () => {
      if (!file) return
      const query = { name, rows: isValidOnly ? 'valid' : 'all', ids: hasNewIds ? 'new' : 'unique' } as const
      onImported(await uploadFile(importEvaluationFile, { params, query, file }))
      await client.invalidateQueries({ queryKey: allOf(listEvaluations) })
    })
  const isAccepted = (preview?.invalid === 0 || isValidOnly) && (preview?.duplicateIds === 0 || hasNewIds)
  return {
    file,
    preview,
    error,
    read,
    importFile,
    isValidOnly,
    setValidOnly,
    hasNewIds,
    setNewIds,
    isReading: state === 'reading',
    isImporting: state === 'importing',
    canImport: preview !== null && preview.cases > 0 && isAccepted,
  }
}
