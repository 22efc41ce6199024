'use client'
import { groupModels, keyOf } from '@/components/node-form/fields/model-groups'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { ErrorPanel } from '@/components/ui/error-panel'
import { Select } from '@/components/ui/select'
import { Skeleton } from '@/components/ui/skeleton'
import { toast } from '@/components/ui/toast'
import { t } from '@/lib/client/messages/t'
import { useContractMutation, useContractQuery } from '@/lib/client/queries/use-contract'
import { useModelRules } from '@/lib/client/queries/use-model-rules'
import { getLintFacts } from '@/lib/contracts/lint'
import { listModels, setDefaultModel } from '@/lib/contracts/models'

export function DefaultModel({ canEdit }: { canEdit: boolean }) {
  const models = useContractQuery(listModels)
  const rules = useModelRules()
  const save = useContractMutation(setDefaultModel, {
    invalidates: [listModels, getLintFacts],
    onSuccess: () => toast.success(t('models.defaultSaved')),
  })
  const writers = (models.data?.models ?? []).filter((model) => model.ability === 'chat' && !model.extractive)
  const current = models.data?.defaultChat
  const find = (key: string) => writers.find((model) => keyOf(model.connection, model.model) === key)
  const selected = current ? keyOf(current.connection, current.model) : BUILTIN

  function choose(key: string) {
    const model = find(key)
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
            value={find(selected) ? selected : BUILTIN}
            onValueChange={choose}
            options={[{ value: BUILTIN, label: t('models.defaultBuiltin') }]}
            groups={groupModels(writers, rules)}
            disabled={!canEdit || save.isPending}
            aria-label={t('models.defaultTitle')}
          />
        )}
        <p className="text-muted text-xs">
          {find(selected) ? `${t('models.defaultFrom', { connection: find(selected)?.connectionName ?? '' })} ` : ''}
          {t('models.defaultHint')}
        </p>
      </CardContent>
    </Card>
  )
}

const BUILTIN = 'builtin'
