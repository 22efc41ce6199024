'use client'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Select, type SelectGroup } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/use-contract'
import { listModels, type ModelOption, setDefaultModel } from '@/lib/contracts/models'

export function DefaultModel({ canEdit }: { canEdit: boolean }) {
  const models = useContractQuery(listModels)
  const save = useContractMutation(setDefaultModel, {
    invalidates: [listModels],
    onSuccess: () => toast.success(t('models.defaultSaved')),
  })
  const writers = (models.data?.models ?? []).filter((model) => model.ability === 'chat' && !model.extractive)
  const current = models.data?.defaultChat
  const index = writers.findIndex((model) => model.connection === current?.connection && model.model === current.model)

  function choose(value: string) {
    const model = writers[Number(value)]
    save.mutate({ body: { chat: model ? { connection: model.connection, model: model.model } : null } })
  }
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t('models.defaultTitle')}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-2">
        {models.error ? (
          <ErrorPanel error={models.error} onRetry={() => void models.refetch()} />
        ) : !models.data ? (
          <Skeleton className="h-8" />
        ) : (
          <Select
            value={index === -1 ? BUILTIN : String(index)}
            onValueChange={choose}
            options={[{ value: BUILTIN, label: t('models.defaultBuiltin') }]}
            groups={groupByConnection(writers)}
            disabled={!canEdit || save.isPending}
            aria-label={t('models.defaultTitle')}
          />
        )}
        <p className="text-muted text-xs">{t('models.defaultHint')}</p>
      </CardContent>
    </Card>
  )
}

const BUILTIN = 'builtin'

/** Values are places in the list: a model's own id may hold any character. */
function groupByConnection(writers: readonly ModelOption[]): SelectGroup[] {
  const groups = new Map<string, { label: string; options: { value: string; label: string }[] }>()
  for (const [index, model] of writers.entries()) {
    const group = groups.get(model.connection) ?? { label: model.connectionName, options: [] }
    group.options.push({ value: String(index), label: model.label })
    groups.set(model.connection, group)
  }
  return [...groups.values()]
}
