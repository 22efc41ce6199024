'use client'
import { useRouter } from 'next/navigation'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, DialogContent } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { FormFooter } from '@/components/ui/form-footer'
import { Icon } from '@/components/ui/icon'
import { Input } from '@/components/ui/input'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SkeletonRows } from '@/components/ui/skeleton'
import { localizeError } from '@/lib/client/messages/localize-error'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import { createApp, listApps } from '@/lib/contracts/apps'
import { AppError } from '@/lib/core/app-error'
import type { AppFile } from '@/lib/graph/app-file/app-file'
import { isAppFile } from '@/lib/graph/app-file/is-app-file'
import { replaceNeeds } from '@/lib/graph/app-file/needs'
import { parseAppFile } from '@/lib/graph/app-file/parse-app-file'
import type { Graph } from '@/lib/graph/graph'
import type { ImportReport } from '@/lib/import/report'
import { manifestOf } from '@/lib/nodes/manifests.gen'
import { FidelityBar } from './fidelity-bar'
import { ImportReportView } from './import-report'
import { ImportedEnvironment } from './imported-environment'
import { NeedList } from './need-list'
import { useImportedEnvironment } from './use-imported-environment'
import { useNeeds } from './use-needs'

export interface ImportAppDialogProps {
  file: File
  onClose: () => void
  /** Set on a canvas, where the nodes can be inserted instead of creating an app. */
  insert?: (drawing: Graph) => void
}

/** Previews a `.patchbay.json` file, asks for replacements of missing resources, and creates an app. */
export default function ImportAppDialog({ file, onClose, insert }: ImportAppDialogProps) {
  const fileState = useAppFile(file)
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      {fileState?.app ? (
        <ImportForm app={fileState.app} report={fileState.report} insert={insert} />
      ) : (
        <DialogContent
          title={t('appFile.importTitle')}
          description={file.name}
          footer={
            fileState?.problem ? (
              <DialogClose asChild>
                <Button>{t('common.close')}</Button>
              </DialogClose>
            ) : null
          }
        >
          {fileState?.problem ? (
            <div role="alert" className="flex gap-2.5 rounded-md bg-danger-soft px-3 py-2.5 text-danger text-sm">
              <Icon name="circle-x" size={15} className="mt-0.5 shrink-0" />
              <p className="min-w-0 break-words">{fileState.problem}</p>
            </div>
          ) : (
            <SkeletonRows count={3} />
          )}
        </DialogContent>
      )}
    </Dialog>
  )
}

type Read = { app: AppFile; report: ImportReport | null; problem?: never } | { app?: never; problem: string }

function useAppFile(file: File): Read | null {
  const [read, setRead] = useState<Read | null>(null)
  useEffect(() => {
    let isOver = false
    const update = (next: Read) => !isOver && setRead(next)
    file
      .text()
      .then(async (text) => update(await readApp(text, file.name)))
      .catch((error: unknown) =>
        update({ problem: AppError.isInstance(error) ? localizeError(error) : t('appFile.unreadable') }),
      )
    return () => {
      isOver = true
    }
  }, [file])
  return read
}

/** The importers are loaded for files of other builders only. */
async function readApp(text: string, name: string): Promise<Read> {
  if (isAppFile(text)) return { app: parseAppFile(text), report: null }
  const { readApps } = await import('@/lib/import/read-apps')
  const [first] = readApps({ name, text })
  return first ? { app: first.file, report: first.report } : { problem: t('appFile.unreadable') }
}

interface ImportFormProps {
  app: AppFile
  report: ImportReport | null
  insert: ImportAppDialogProps['insert']
}

function ImportForm({ app: { app, needs: needed, graph }, report, insert }: ImportFormProps) {
  const router = useRouter()
  const formId = useId()
  const [name, setName] = useState(app.name)
  const [goal, setGoal] = useState<'here' | 'app'>(insert ? 'here' : 'app')
  const needs = useNeeds(needed)
  const environment = useImportedEnvironment(report?.environment ?? [])
  const [problem, setProblem] = useState<AppError | null>(null)
  const unknown = [...new Set(graph.nodes.flatMap(({ type }) => (manifestOf(type) ? [] : [type])))]
  const create = useContractMutation(createApp, {
    invalidates: [listApps],
    onSuccess: ({ id }) => router.push(`/apps/${id}`),
    onError: () => undefined,
  })
  async function submit(event: FormEvent) {
    event.preventDefault()
    setProblem(null)
    try {
      await environment.createMissing()
    } catch (error) {
      if (!AppError.isInstance(error)) throw error
      setProblem(error)
      return
    }
    const { kind, description, icon } = app
    const drawing = replaceNeeds(graph, manifestOf, needs.replacements)
    if (goal === 'here') insert?.(drawing)
    else if (name.trim() !== '')
      create.mutate({
        body: { name, kind, description, icon, graph: drawing, importReport: report ?? undefined },
      })
  }
  const labelOfNew = insert ? 'appFile.open' : 'appFile.import'
  return (
    <DialogContent
      title={t('appFile.importTitle')}
      description={t(insert ? 'appFile.existing' : 'appFile.contents', { count: graph.nodes.length })}
      footer={
        <FormFooter
          formId={formId}
          submitLabel={t(goal === 'here' ? 'appFile.insert' : labelOfNew)}
          icon="file-up"
          busy={create.isPending || environment.isPending}
          disabled={(goal === 'app' && name.trim() === '') || needs.isPending}
        />
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-5">
        {insert ? (
          <div className="flex flex-col gap-1.5">
            <SegmentedControl
              label={t('appFile.goal')}
              value={goal}
              onValueChange={setGoal}
              options={[
                { value: 'here', label: t('appFile.here-nodes') },
                { value: 'app', label: t('appFile.new-app') },
              ]}
            />
            <p className="text-muted text-xs">{t(goal === 'here' ? 'appFile.hereHint' : 'appFile.appHint')}</p>
          </div>
        ) : null}
        {goal === 'app' ? (
          <Field label={t('apps.appName')}>
            {(control) => (
              <Input {...control} value={name} maxLength={120} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
        ) : null}
        {report ? (
          <>
            <FidelityBar totals={report.totals} />
            <ImportReportView report={report} />
          </>
        ) : null}
        {unknown.length > 0 ? (
          <p className="flex gap-2 rounded-md bg-warning-soft px-3 py-2 text-sm text-warning">
            <Icon name="alert-triangle" size={14} className="mt-0.5 shrink-0" />
            {t('appFile.unknownTypes', { types: unknown.join(', ') })}
          </p>
        ) : null}
        {needed.length > 0 ? <NeedList needs={needs} /> : null}
        {environment.rows.length > 0 ? (
          <section className="flex flex-col gap-1.5" aria-label={t('moveIn.environment')}>
            <h3 className="font-medium text-sm">{t('moveIn.environment')}</h3>
            <div className="rounded-md border">
              <ImportedEnvironment rows={environment.rows} />
            </div>
          </section>
        ) : null}
        <FormError error={problem ?? create.error} />
      </form>
    </DialogContent>
  )
}
