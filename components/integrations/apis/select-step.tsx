'use client'
import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { Input } from '@/components/ui/input'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation } from '@/lib/client/queries/use-contract'
import type { ResponseOf } from '@/lib/contracts/contract'
import {
  compareCustomApi,
  createCustomApi,
  type getCustomApiSelection,
  listCustomApis,
} from '@/lib/contracts/custom-apis/custom-apis'
import type { ApiDocumentView } from '@/lib/contracts/custom-apis/documents'
import { listApiPlugins } from '@/lib/contracts/custom-apis/plugins'
import { getLintFacts } from '@/lib/contracts/lint'
import { OperationList } from './operation-list'
import { ReviewStep } from './review-step'

export type KnownApi = ResponseOf<typeof getCustomApiSelection>

export interface SelectStepProps {
  document: ApiDocumentView
  /** The API to update; null to import a new one. */
  known: KnownApi | null
  onOtherDocument: () => void
}

/** Name, address and operations of an import. */
export function SelectStep({ document, known, onOtherDocument }: SelectStepProps) {
  const { outline, documentId } = document
  const router = useRouter()
  const listId = useId()
  const [name, setName] = useState(known?.api.name ?? outline.title)
  const [server, setServer] = useState(known?.server ?? outline.servers[0]?.url ?? '')
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(stillThere(known?.operations, outline)))
  const [readOnlyKeys, setReadOnlyKeys] = useState<ReadonlySet<string>>(
    () => new Set(stillThere(known?.reads, outline)),
  )
  const [problem, setProblem] = useState<Error | null>(null)
  const create = useContractMutation(createCustomApi, {
    invalidates: [listCustomApis, listApiPlugins, getLintFacts],
    onSuccess: (api) => {
      toast.success(t('apis.imported', { name: api.name }))
      router.push(`/integrations/${api.plugin}`)
    },
    onError: setProblem,
  })
  const compare = useContractMutation(compareCustomApi, { onError: setProblem })
  const selection = { documentId, server, operations: [...selected], reads: [...readOnlyKeys] }
  const skipped = outline.operations.filter(({ isSupported }) => !isSupported).length
  if (known && compare.data)
    return <ReviewStep api={known.api} selection={selection} comparison={compare.data} onBack={compare.reset} />
  function submit() {
    setProblem(null)
    if (known) compare.mutate({ params: { customApiId: known.api.id }, body: selection })
    else create.mutate({ body: { name, ...selection } })
  }
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-muted text-sm">
          {[outline.title, outline.version, t('apis.found', { count: outline.operations.length, skipped })]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <Button size="sm" onClick={onOtherDocument}>
          {t('apis.otherDocument')}
        </Button>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        {known ? null : (
          <Field label={t('apis.name')} required>
            {(control) => (
              <Input {...control} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
            )}
          </Field>
        )}
        <Field
          label={t('apis.server')}
          hint={server.includes('{') ? t('apis.serverVariables') : t('apis.serverHint')}
          required
        >
          {(control) => (
            <>
              <Input
                {...control}
                list={listId}
                placeholder={t('apis.serverExample')}
                value={server}
                onChange={(event) => setServer(event.target.value)}
              />
              <datalist id={listId}>
                {outline.servers.map(({ url, description }) => (
                  <option key={url} value={url}>
                    {description}
                  </option>
                ))}
              </datalist>
            </>
          )}
        </Field>
      </div>
      <OperationList
        operations={outline.operations}
        selected={selected}
        onSelected={setSelected}
        readOnlyKeys={readOnlyKeys}
        onReadOnlyKeys={setReadOnlyKeys}
      />
      <div className="sticky bottom-0 flex flex-col gap-2 border-t bg-canvas py-3">
        <FormError error={problem} />
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p role="status" className="text-muted text-sm">
            {t('apis.selected', { count: selected.size })}
          </p>
          <Button
            variant="primary"
            busy={create.isPending || compare.isPending}
            disabled={selected.size === 0 || server.trim() === '' || name.trim() === ''}
            onClick={submit}
          >
            {known ? t('apis.review') : t('apis.importSelected', { count: selected.size })}
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Operations of the selection that also exist in another document. */
function stillThere(keys: readonly string[] | undefined, { operations }: ApiDocumentView['outline']): string[] {
  const offered = new Set(operations.flatMap(({ key, isSupported }) => (isSupported ? [key] : [])))
  return (keys ?? []).filter((key) => offered.has(key))
}
